import type { Array64 } from '../reference/array64.ts';

/** Each entry of the first axis by itself. */
export function overFrames(x: Array64, each: (frame: Array64) => Array64): Array64 {
  const frames = framesOf(x).map(each);
  return stacked(frames);
}

export function framesOf({ shape, data }: Array64): Array64[] {
  const size = data.length / shape[0]!;
  return Array.from({ length: shape[0]! }, (_, index) => ({
    shape: shape.slice(1),
    data: data.slice(index * size, (index + 1) * size),
  }));
}

export function stacked(frames: readonly Array64[]): Array64 {
  return {
    shape: [frames.length, ...frames[0]!.shape],
    data: Float64Array.from(frames.flatMap(({ data }) => [...data])),
  };
}

export function mapChannels(
  { shape, data }: Array64,
  each: (x: number, channel: number) => number,
): Array64 {
  const channels = shape.at(-1)!;
  return { shape, data: data.map((value, index) => each(value, index % channels)) };
}

export const withBias = (x: Array64, bias: Array64 | undefined): Array64 =>
  bias ? mapChannels(x, (value, channel) => value + bias.data[channel]!) : x;

export const zip = (a: Array64, b: Array64, f: (x: number, y: number) => number): Array64 => ({
  shape: a.shape,
  data: a.data.map((value, index) => f(value, b.data[index]!)),
});
export const plus = (a: Array64, b: Array64): Array64 => zip(a, b, (x, y) => x + y);
export const times = (a: Array64, b: Array64): Array64 => zip(a, b, (x, y) => x * y);
