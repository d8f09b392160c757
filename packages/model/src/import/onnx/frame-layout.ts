import { bytesPerPixel, type PixelFormat } from '@presage/core';

/** How a tensor holds a picture. */
export interface FrameLayout {
  /** Pixels. */
  readonly height: number;
  /** Pixels. */
  readonly width: number;
  readonly channels: 'first' | 'last';
}

/**
 * How a tensor of one stream, batch included, can hold a frame: rows, columns and channels side by
 * side, every other axis of size 1. Undefined where it cannot, or in more ways than one.
 */
export function frameLayout(
  shape: readonly number[],
  format: PixelFormat,
): FrameLayout | undefined {
  const wide = shape.filter((size) => size > 1);
  const count = bytesPerPixel[format];
  if (count === 1) {
    const [height, width, ...rest] = wide;
    return height && width && rest.length === 0 ? { height, width, channels: 'first' } : undefined;
  }
  const [a, b, c, ...rest] = wide;
  if (!a || !b || !c || rest.length > 0 || (a === count) === (c === count)) return undefined;
  return a === count
    ? { height: b, width: c, channels: 'first' }
    : { height: a, width: b, channels: 'last' };
}
