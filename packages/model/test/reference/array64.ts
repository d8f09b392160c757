/** A tensor in double precision, row by row. */
export interface Array64 {
  readonly shape: readonly number[];
  readonly data: Float64Array;
}

export function zeros64(shape: readonly number[]): Array64 {
  return { shape, data: new Float64Array(shape.reduce((product, size) => product * size, 1)) };
}

/** Every position in a grid of these sizes, row by row. */
export function positionsIn(sizes: readonly number[]): number[][] {
  const [first, ...rest] = sizes;
  if (first === undefined) return [[]];
  const inner = positionsIn(rest);
  return Array.from({ length: first }, (_, index) => inner.map((each) => [index, ...each])).flat();
}

/** Where the element at `position` is in the data; undefined outside. */
export function placeOf(shape: readonly number[], position: readonly number[]): number | undefined {
  let place = 0;
  for (const [axis, size] of shape.entries()) {
    const at = position[axis]!;
    if (at < 0 || at >= size) return undefined;
    place = place * size + at;
  }
  return place;
}

/** Element by element; an operand with an axis of size 1 serves for the whole axis. */
export function zip64(a: Array64, b: Array64, combine: (x: number, y: number) => number): Array64 {
  const data = positionsIn(a.shape).map((position, index) => {
    const place = placeOf(
      b.shape,
      position.map((at, axis) => (b.shape[axis] === 1 ? 0 : at)),
    );
    return combine(a.data[index]!, b.data[place!]!);
  });
  return { shape: a.shape, data: Float64Array.from(data) };
}

export function map64(
  { shape, data }: Array64,
  each: (x: number, index: number) => number,
): Array64 {
  return { shape, data: data.map((x, index) => each(x, index)) };
}
