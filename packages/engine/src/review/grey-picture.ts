import type { FrameNeeds } from '@presage/core';

/** Pixels of `gray8` or `rgb24` as grey, 0 to 255, row by row. */
export function greyPicture(
  bytes: Uint8Array,
  { width, height, format }: Pick<FrameNeeds, 'width' | 'height' | 'format'>,
): Float32Array {
  const grey = new Float32Array(width * height);
  if (format === 'gray8') {
    grey.set(bytes);
    return grey;
  }
  for (let pixel = 0; pixel < grey.length; pixel += 1) {
    const at = 3 * pixel;
    grey[pixel] = (bytes[at]! + bytes[at + 1]! + bytes[at + 2]!) / 3;
  }
  return grey;
}
