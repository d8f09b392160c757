import type { AlarmEvent, AnomalyPlugin, AnomalyResult, ViewEvent } from '@presage/anomaly';
import { InputError, silentLogger, type Frame, type Logger } from '@presage/core';
import { openVideo, type VideoWarning } from '@presage/io';
import { fromEvent, lastValueFrom, map, takeUntil, tap, type OperatorFunction } from 'rxjs';
import { distanceTo, distanceToPast, frameDifference } from './evaluate-baselines.ts';
import type { LabelledVideo } from './evaluate-folder.ts';

/** What was found of one clip. Nothing in it looks ahead. */
export interface ClipRun {
  readonly samples: readonly ClipSample[];
  readonly events: readonly AlarmEvent[];
  /** Times in seconds since the clip's first frame. */
  readonly viewFaults: readonly FaultOfView[];
  readonly warnings: readonly VideoWarning[];
}

/** A time in which the camera's view was taken for broken: no event is told meanwhile. */
export type FaultOfView = Pick<ViewEvent, 'fault' | 'start' | 'end'>;

/** A frame that the model saw. */
export interface ClipSample {
  /** Which of the video's own frames it is, from 0. */
  readonly frame: number;
  readonly scores: MethodScores;
  /** One score a place, row by row. */
  readonly heatmap: Float32Array;
}

/** One score of each method. */
export interface MethodScores {
  readonly model: number;
  readonly frameDifference: number;
  readonly meanPicture: number;
}

export interface RunClipOptions {
  readonly watch: AnomalyPlugin;
  /** What the mean picture is; default: that of the clip's own past. */
  readonly mean?: Float32Array | undefined;
  /** The model forgets after so many frames. Default: never. */
  readonly windowFrames?: number | undefined;
  readonly signal: AbortSignal;
  readonly logger?: Logger;
  /** Seconds of the clip. */
  readonly onProgress?: (seconds: number) => void;
}

/** Shows a clip to the model as a stream of its own, and to the baselines. */
export async function runClip(clip: LabelledVideo, options: RunClipOptions): Promise<ClipRun> {
  const { watch, mean, windowFrames, signal, logger = silentLogger, onProgress } = options;
  const difference = frameDifference();
  const distance = mean ? distanceTo(mean) : distanceToPast();
  const baselines: Omit<MethodScores, 'model'>[] = [];
  const samples: ClipSample[] = [];
  const events: AlarmEvent[] = [];
  const viewFaults: FaultOfView[] = [];
  let begin: number | undefined;
  const since = (seconds: number): number => seconds - (begin ?? 0);

  function take(result: AnomalyResult): void {
    if (result.kind === 'event-end') {
      const { start, end, announced } = result.event;
      events.push({ start: since(start), end: since(end), announced: since(announced) });
    }
    if (result.kind === 'view-end') {
      const { fault, start, end } = result.event;
      viewFaults.push({
        fault,
        start: since(start),
        ...(end !== undefined && { end: since(end) }),
      });
    }
    if (result.kind !== 'score') return;
    const { score, heatmap, timestampUs } = result;
    begin ??= timestampUs / 1e6;
    const seconds = since(timestampUs / 1e6);
    const frame = Math.round(seconds * clip.frameRate);
    samples.push({ frame, scores: { model: score, ...baselines[samples.length]! }, heatmap });
    onProgress?.(seconds);
  }

  await using video = await openVideo(clip.path, { signal, logger });
  const results = video.frames(watch.needs).pipe(
    // Before the model, which takes the bytes away.
    tap(({ bytes }) => {
      baselines.push({ frameDifference: difference(bytes), meanPicture: distance(bytes) });
    }),
    forgetEvery(windowFrames),
    watch.attach(video.context),
    takeUntil(fromEvent(signal, 'abort')),
    tap(take),
  );
  await lastValueFrom(results, { defaultValue: undefined });
  signal.throwIfAborted();
  checkWhole(clip, samples, watch.needs.frameRate);
  return { samples, events, viewFaults, warnings: video.warnings };
}

/** Makes every n-th frame one that does not follow from the one before: the state begins anew. */
function forgetEvery(frames: number | undefined): OperatorFunction<Frame, Frame> {
  return map((frame, index) =>
    frames === undefined || index === 0 || index % frames > 0
      ? frame
      : { ...frame, discontinuity: frame.discontinuity ?? 'gap' },
  );
}

/** What is held for longer than a second would be made up. */
function checkWhole(
  { path, labels, frameRate }: LabelledVideo,
  samples: readonly ClipSample[],
  sampledRate: number,
): void {
  const shown = (samples.at(-1)?.frame ?? -1) + Math.ceil(frameRate / sampledRate);
  const slack = Math.max(1, Math.round(frameRate));
  if (shown + slack >= labels.frames && shown - slack <= labels.frames + frameRate / sampledRate)
    return;
  throw new InputError({
    code: 'labels-frame-count',
    message: `${path} could be read up to about frame ${shown} and its labels are for ${labels.frames}: copy the video again, or mend its labels`,
    fields: { path, frames: labels.frames },
  });
}
