import {
  createViewMeter,
  createViewWatch,
  type MeasuredFrame,
  type ViewBaseline,
  type ViewMeasure,
  type ViewStep,
} from '@presage/anomaly';
import type { FrameNeeds } from '@presage/core';
import { openVideo } from '@presage/io';
import { lastValueFrom, map, toArray } from 'rxjs';
import type { FilmPart } from './view-cameras.ts';

/** A frame and its measure. */
export type FilmFrame = MeasuredFrame & { readonly view: ViewMeasure };

/** Measures the view in a video, as it is measured while a model watches. */
export async function measuredFilm(
  part: FilmPart,
  needs: FrameNeeds,
  signal: AbortSignal,
): Promise<readonly FilmFrame[]> {
  const { path, startSeconds, durationSeconds } = part;
  const meter = createViewMeter(needs)!;
  await using video = await openVideo(path, {
    ...(startSeconds !== undefined && { startSeconds }),
    ...(durationSeconds !== undefined && { durationSeconds }),
    signal,
  });
  const frames = video.frames(needs).pipe(
    map((given): FilmFrame => {
      using frame = given;
      const { timestampUs, discontinuity } = frame;
      const discontinuous = discontinuity !== undefined;
      return { view: meter.measure(frame), timestampUs, discontinuous };
    }),
    toArray(),
  );
  return await lastValueFrom(frames);
}

/** What the watch says of each frame. */
export function watchFilm(
  frames: readonly FilmFrame[],
  baseline: ViewBaseline,
): readonly ViewStep[] {
  const watch = createViewWatch({ streamId: 'film', baseline });
  return frames.map(({ view, timestampUs }) => watch.next(view, timestampUs));
}
