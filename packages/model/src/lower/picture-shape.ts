import { bytesPerPixel } from '@presage/core';
import type { PictureInput } from '../spec/input-spec.ts';

/** `[channels, height, width]` of frames as layers see them. */
export function pictureShape({
  width,
  height,
  format,
}: PictureInput): readonly [channels: number, height: number, width: number] {
  return [bytesPerPixel[format], height, width];
}
