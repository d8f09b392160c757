import { transcode } from '@presage/io';
import type { Injection } from './injection.ts';

export interface WatchedVideoOptions {
  readonly clip: string;
  /** Seconds of the clip that were learned from; the rest is watched. */
  readonly startSeconds: number;
  readonly injection: Injection;
  readonly output: string;
  readonly signal: AbortSignal;
  /** Called with the seconds written. */
  readonly onProgress: (seconds: number) => void;
}

/** Side of a tile in pixels. */
const tile = 42;

/** A box of 3×3 tiles, light and dark: nothing on that street looks like it, or is as fast. */
const box = [
  `color=black:s=${3 * tile}x${3 * tile}:r=10`,
  'format=gbrp',
  `geq=r='${checked(250, 70)}':g='${checked(240, 10)}':b='${checked(220, 80)}'`,
].join(',');

function checked(light: number, dark: number): string {
  return `if(mod(floor(X/${tile})+floor(Y/${tile}),2),${light},${dark})`;
}

/** The rest of the clip, with the box moving across it. */
export async function writeWatchedVideo(options: WatchedVideoOptions): Promise<void> {
  const { clip, startSeconds, injection, output, signal, onProgress } = options;
  const { start, end, direction, height } = injection;
  const share = `(t-${start})/${(end - start).toFixed(3)}`;
  const forward = direction === 'left to right' ? share : `(1-${share})`;
  await transcode({
    inputs: [
      { kind: 'file', path: clip, startSeconds },
      { kind: 'generator', filter: box },
    ],
    filterGraph: [
      `[0:v][1:v]overlay=x='(W-w)*${forward}':y='(H-h)*${height.toFixed(3)}'`,
      `enable='gte(t,${start})*lt(t,${end})':eval=frame:shortest=1[out]`,
    ].join(':'),
    output,
    crf: 20,
    signal,
    onProgress,
  });
}
