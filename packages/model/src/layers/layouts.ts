import { reshape, transpose } from '../graph/operations.ts';
import { fixedShape, sizeAt, type Value } from '../graph/value.ts';

/** `[n, channels, …spatial]` to `[n, …spatial, channels]`. */
export function channelsLast(x: Value): Value {
  const [channels, ...sizes] = fixedShape(x.shape.slice(1));
  if (isFlat(channels!, sizes))
    return sizes.length === 0 ? x : reshape(x, [0, ...sizes, channels!]);
  return transpose(x, [0, ...sizes.map((_, axis) => axis + 2), 1]);
}

/** `[n, …spatial, channels]` to `[n, channels, …spatial]`. */
export function channelsFirst(x: Value): Value {
  const sizes = fixedShape(x.shape.slice(1, -1));
  const channels = sizeAt(x.shape, -1);
  if (isFlat(channels, sizes)) return sizes.length === 0 ? x : reshape(x, [0, channels, ...sizes]);
  return transpose(x, [0, sizes.length + 1, ...sizes.map((_, axis) => axis + 1)]);
}

/** Whether the elements stand in the same order either way. */
function isFlat(channels: number, sizes: readonly number[]): boolean {
  return channels === 1 || sizes.every((size) => size === 1);
}
