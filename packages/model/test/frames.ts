import type { Discontinuity, FrameData } from '@presage/core';

/** A 3×2 grey frame whose pixels are all `value`, or those given. */
export function greyFrame(
  sequence: number,
  value: number | readonly number[],
  discontinuity?: Discontinuity,
): FrameData {
  const pixels = typeof value === 'number' ? Array.from({ length: 6 }, () => value) : value;
  return {
    streamId: 'test',
    sequence,
    timestampUs: sequence * 200_000,
    arrivalMs: 0,
    width: 3,
    height: 2,
    format: 'gray8',
    bytes: Uint8Array.from(pixels),
    ...(discontinuity && { discontinuity }),
  };
}
