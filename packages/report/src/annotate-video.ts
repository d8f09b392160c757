import { transcode } from '@presage/io';
import { annotationGraph } from './annotation-graph.ts';
import { alarmLabel } from './alarm-label.ts';
import { drawZones } from './draw-zones.ts';
import { drawStrip } from './draw-strip.ts';
import { heatStream } from './heat-frames.ts';
import type { RgbaPicture } from './png.ts';
import { createRaster } from './raster.ts';
import type { ReportVideo } from './report-options.ts';
import type { ScoreScale } from './score-scale.ts';
import { drawingLayout, type StripLayout } from './strip-layout.ts';
import type { AnnotationLayout } from './annotation-layout.ts';
import type { HeatGrid, PictureZones, ScorePoint, WatchEvent } from './watch-result.ts';
import type { WatchedSpan } from './watched-span.ts';

/** What {@link annotateVideo} needs. */
export interface AnnotateOptions {
  readonly video: ReportVideo;
  /** Which of the video's streams was watched. */
  readonly streamIndex: number;
  readonly layout: AnnotationLayout;
  readonly grid: HeatGrid | undefined;
  readonly zones: PictureZones | undefined;
  /** Frames scored a second. */
  readonly frameRate: number;
  readonly span: WatchedSpan;
  readonly points: readonly ScorePoint[];
  readonly events: readonly WatchEvent[];
  readonly threshold: number;
  readonly scale: ScoreScale;
  /** Path of the MP4 file to write. */
  readonly output: string;
  readonly signal?: AbortSignal;
  /** Called with the seconds of video done. */
  readonly onProgress?: (seconds: number) => void;
}

/**
 * Writes the watched part of the video with what was found: heatmap over the frames, a frame round
 * the picture while it alarms, the place of each event boxed at its peak, and below, the score over
 * the whole clip with a cursor. H.264. One ffmpeg does it.
 */
export async function annotateVideo(options: AnnotateOptions): Promise<void> {
  const { video, span, points, events, frameRate, grid } = options;
  const { picture, strip } = options.layout;
  const drawing = drawingLayout(strip);
  const zones =
    options.zones && options.zones.masks.length + options.zones.zones.length > 0
      ? drawZones(options.zones, { ...picture, unit: Math.max(1, Math.round(strip.unit)) })
      : undefined;
  const heat = heatStream(points, {
    grid,
    frameRate,
    startSeconds: span.start,
    endSeconds: span.end,
  });
  await transcode({
    inputs: [
      {
        kind: 'file',
        path: video.path,
        startSeconds: span.start,
        durationSeconds: span.end - span.start,
      },
      still(drawStrip(drawing, options)),
      still(cursor(drawing)),
      still(alarmLabel(drawing.unit)),
      ...(zones ? [still(zones)] : []),
      ...(heat
        ? [
            {
              kind: 'raw' as const,
              width: heat.width,
              height: heat.height,
              format: 'rgba' as const,
              frameRate,
              frames: heat.frames(),
            },
          ]
        : []),
    ],
    filterGraph: annotationGraph({
      streamIndex: options.streamIndex,
      picture,
      strip,
      span,
      events,
      interval: 1 / frameRate,
      zones: zones ? 'drawn' : 'none',
      heatOffset: heat?.offsetSeconds,
    }),
    output: options.output,
    ...(options.signal && { signal: options.signal }),
    ...(options.onProgress && { onProgress: options.onProgress }),
  });
}

function cursor({ unit, plot }: StripLayout): RgbaPicture {
  const size = {
    width: 2 * Math.max(2, unit / 2),
    height: 2 * Math.round(plot.height / 2 + 2 * unit),
  };
  const raster = createRaster(size.width, size.height);
  raster.paint({ x: 0, y: 0, ...size }, [255, 255, 255, 0.95]);
  return raster;
}

function still({ width, height, pixels }: RgbaPicture) {
  async function* frames(): AsyncGenerator<Uint8Array> {
    yield pixels;
  }
  return {
    kind: 'raw' as const,
    width,
    height,
    format: 'rgba' as const,
    frameRate: 1,
    frames: frames(),
  };
}
