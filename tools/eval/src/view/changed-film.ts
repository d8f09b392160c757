import { transcode } from '@presage/io';
import type { ChangedSpan, ViewChange } from './view-changes.ts';

export interface ChangedFilmOptions {
  readonly source: string;
  /** The part of the source that is filmed. */
  readonly startSeconds: number;
  readonly durationSeconds: number;
  /** Of the source's picture, in pixels. */
  readonly width: number;
  readonly height: number;
  readonly change: ViewChange;
  readonly span: ChangedSpan;
  readonly output: string;
  readonly signal: AbortSignal;
}

/** Enough for what the models see. */
const widestFilm = 384;
const even = (pixels: number) => 2 * Math.round(pixels / 2);

/** Writes a part of a video in which the view is changed for some time, encoded again as a whole. */
export async function writeChangedFilm(options: ChangedFilmOptions): Promise<void> {
  const { source, startSeconds, durationSeconds, change, span, output, signal } = options;
  const width = even(Math.min(widestFilm, options.width));
  const height = even((width * options.height) / options.width);
  const filters = change.filters(width, span);
  const shown = `between(t,${span.start},${span.end})`;
  await transcode({
    inputs: [{ kind: 'file', path: source, startSeconds, durationSeconds }],
    filterGraph: [
      `[0:v]scale=${width}:${height},format=yuv420p,split[well][then]`,
      `[then]${filters},scale=${width}:${height},format=yuv420p[changed]`,
      `[well][changed]overlay=enable='${shown}':eof_action=repeat[out]`,
    ].join(';'),
    output,
    ...(change.crf !== undefined && { crf: change.crf }),
    signal,
  });
}
