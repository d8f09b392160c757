import type { PixelFormat } from '@presage/core';
import type { ViewLayout } from './view-layout.ts';

export interface LumaPictureOptions {
  /** Pixels in a row of the frame. */
  readonly width: number;
  readonly format: PixelFormat;
  readonly layout: ViewLayout;
}

/** Weights of red, green and blue in luma, of 256 (ITU-R BT.601). */
const [redWeight, greenWeight, blueWeight] = [77, 150, 29];

/** Writes a frame's luma into `picture`, one byte a pixel of the working picture, averaged over the pixels that make one. */
export function writeLumaPicture(
  picture: Uint8Array,
  bytes: Uint8Array,
  { width, format, layout }: LumaPictureOptions,
): void {
  const { shrink } = layout;
  if (format === 'gray8' && shrink === 1) {
    picture.set(bytes.subarray(0, picture.length));
    return;
  }
  if (shrink === 1) {
    for (let at = 0, from = 0; at < picture.length; at += 1, from += 3) {
      picture[at] =
        (redWeight * bytes[from]! +
          greenWeight * bytes[from + 1]! +
          blueWeight * bytes[from + 2]!) >>
        8;
    }
    return;
  }
  const share = shrink * shrink;
  let at = 0;
  for (let y = 0; y < layout.height; y += 1) {
    for (let x = 0; x < layout.width; x += 1) {
      let sum = 0;
      for (let row = y * shrink; row < (y + 1) * shrink; row += 1) {
        const begin = row * width + x * shrink;
        if (format === 'gray8') {
          for (let pixel = begin; pixel < begin + shrink; pixel += 1) sum += bytes[pixel]! << 8;
        } else {
          for (let pixel = begin * 3; pixel < (begin + shrink) * 3; pixel += 3) {
            sum +=
              redWeight * bytes[pixel]! +
              greenWeight * bytes[pixel + 1]! +
              blueWeight * bytes[pixel + 2]!;
          }
        }
      }
      picture[at] = sum / share / 256;
      at += 1;
    }
  }
}
