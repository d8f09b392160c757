import { bytesPerPixel, type FrameData } from '@presage/core';

/** How footage is shown another time. */
export interface Variation {
  /** Which of the neighbouring frames is taken: 0 or 1. */
  readonly phase: number;
  /** Pixels that what moves is moved by. */
  readonly x: number;
  readonly y: number;
}

/** The same again is never the very same: half a frame later, up to two pixels beside. */
export const variations: readonly Variation[] = [0, 1].flatMap((phase) =>
  [0, -2, 2].flatMap((y) => [0, -2, 2].map((x) => ({ phase, x, y }))),
);

/** The median of each byte over all frames: the scene without what moves. */
export function backgroundOf(frames: readonly FrameData[]): Uint8Array {
  const background = new Uint8Array(frames[0]?.bytes.length ?? 0);
  const seen = new Uint8Array(frames.length);
  for (let at = 0; at < background.length; at += 1) {
    for (const [index, { bytes }] of frames.entries()) seen[index] = bytes[at]!;
    background[at] = seen.toSorted()[seen.length >> 1]!;
  }
  return background;
}

/**
 * Footage of twice the model's rate as the model sees it one time: every other frame, what differs from
 * the background moved aside. The first frame begins a stream; bytes are copies.
 */
export function* variedFrames(
  frames: readonly FrameData[],
  background: Uint8Array,
  { phase, x, y }: Variation,
): Generator<FrameData> {
  let sequence = 0;
  for (let index = phase; index < frames.length; index += 2) {
    const { discontinuity, ...frame } = frames[index]!;
    const begins = sequence === 0 ? 'start' : discontinuity;
    yield {
      ...frame,
      sequence,
      bytes: moved(frames[index]!, background, { x, y }),
      ...(begins && { discontinuity: begins }),
    };
    sequence += 1;
  }
}

function moved(
  { bytes, width, height, format }: FrameData,
  background: Uint8Array,
  { x, y }: Omit<Variation, 'phase'>,
): Uint8Array<ArrayBuffer> {
  if (x === 0 && y === 0) return bytes.slice();
  const channels = bytesPerPixel[format];
  // Clamps what leaves 0..255.
  const shown = Uint8ClampedArray.from(background);
  for (let row = Math.max(0, y); row < Math.min(height, height + y); row += 1) {
    for (let column = Math.max(0, x); column < Math.min(width, width + x); column += 1) {
      const to = (row * width + column) * channels;
      const from = ((row - y) * width + column - x) * channels;
      for (let channel = 0; channel < channels; channel += 1) {
        shown[to + channel] =
          background[to + channel]! + bytes[from + channel]! - background[from + channel]!;
      }
    }
  }
  return new Uint8Array(shown.buffer);
}
