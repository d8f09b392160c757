import type { FrameNeeds } from '@presage/core';
import type { Footage } from '@presage/train';
import { greyPicture } from './grey-picture.ts';

/** Frames that a median is taken of: more change little. */
const mostFrames = 61;

/**
 * What the camera sees where nobody is: each pixel's median over frames spread evenly over those
 * given. Grey, 0 to 255, row by row.
 */
export function medianPicture(
  footage: Footage,
  frames: readonly number[],
  needs: FrameNeeds,
): Float32Array {
  const count = Math.min(mostFrames, frames.length);
  const pictures = Array.from({ length: count }, (_, index) =>
    greyPicture(footage.frame(frames[Math.floor((index * frames.length) / count)]!), needs),
  );
  const values = new Float32Array(count);
  return Float32Array.from({ length: needs.width * needs.height }, (_, pixel) => {
    for (let index = 0; index < count; index += 1) values[index] = pictures[index]![pixel]!;
    return values.toSorted()[count >> 1]!;
  });
}
