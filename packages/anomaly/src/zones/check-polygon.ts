import { InputError } from '@presage/core';
import { signedArea, type Corner } from './polygon-area.ts';

/** Smaller than this part of the picture is a slip of the mouse: a pixel of 640×360 is larger. */
const leastArea = 1e-6;

/**
 * Checks that a polygon has an inside, and that it lies in the picture.
 *
 * @throws InputError `zones-few-corners`, `zones-outside-picture`, `zones-self-crossing`, `zones-flat`.
 */
export function checkPolygon({
  name,
  polygon,
}: {
  readonly name: string;
  readonly polygon: readonly Corner[];
}): void {
  const refuse = (code: string, message: string): InputError =>
    new InputError({ code: `zones-${code}`, message, fields: { name } });
  if (polygon.length < 3) {
    throw refuse(
      'few-corners',
      `A polygon needs at least 3 corners, and "${name}" has ${polygon.length}. Add more.`,
    );
  }
  const outside = polygon.find((corner) => corner.some((value) => !(value >= 0 && value <= 1)));
  if (outside) {
    const pixels = outside.some((value) => value > 2)
      ? ' Are these pixels? Divide x by the width of the picture and y by its height.'
      : '';
    throw refuse(
      'outside-picture',
      `Corners are fractions of the picture, 0 to 1 from its top left, and "${name}" has one at ${text(outside)}.${pixels}`,
    );
  }
  const crossing = firstCrossing(polygon);
  if (crossing) {
    throw refuse(
      'self-crossing',
      `The sides of a polygon must not cross, and in "${name}" the one from ${text(crossing[0])} crosses or touches the one from ${text(crossing[1])}. List its corners in the order in which one walks round it, each once.`,
    );
  }
  if (Math.abs(signedArea(polygon)) < leastArea) {
    throw refuse('flat', `"${name}" has no inside: its corners lie on a line. Move one.`);
  }
}

const text = (corner: Corner): string => `[${corner.join(', ')}]`;

/** The beginnings of two sides that have a point in common and are no neighbours, or that lie on each other. */
function firstCrossing(polygon: readonly Corner[]): readonly [Corner, Corner] | undefined {
  const count = polygon.length;
  const corner = (index: number): Corner => polygon[index % count]!;
  for (let i = 0; i < count; i += 1) {
    for (let j = i + 1; j < count; j += 1) {
      const [a, b, c, d] = [corner(i), corner(i + 1), corner(j), corner(j + 1)];
      const next = j === i + 1;
      const last = i === 0 && j === count - 1;
      const crosses = next || last ? foldsBack(next ? [a, b, d] : [c, a, b]) : meet([a, b], [c, d]);
      if (crosses) return [a, c];
    }
  }
  return undefined;
}

/** Whether the way from the first corner over the second to the third goes back on itself. */
function foldsBack([from, over, to]: readonly [Corner, Corner, Corner]): boolean {
  if (turn(from, over, to) !== 0) return false;
  return (over[0] - from[0]) * (to[0] - over[0]) + (over[1] - from[1]) * (to[1] - over[1]) <= 0;
}

type Side = readonly [Corner, Corner];

/** Whether two sides have a point in common. */
function meet([a, b]: Side, [c, d]: Side): boolean {
  const [abc, abd, cda, cdb] = [turn(a, b, c), turn(a, b, d), turn(c, d, a), turn(c, d, b)];
  if (abc * abd < 0 && cda * cdb < 0) return true;
  return (
    (abc === 0 && within(c, [a, b])) ||
    (abd === 0 && within(d, [a, b])) ||
    (cda === 0 && within(a, [c, d])) ||
    (cdb === 0 && within(b, [c, d]))
  );
}

/** Above 0 where the way turns one way, below where the other, 0 where it goes straight. */
function turn(from: Corner, over: Corner, to: Corner): number {
  const value = (over[0] - from[0]) * (to[1] - from[1]) - (over[1] - from[1]) * (to[0] - from[0]);
  return Math.abs(value) < 1e-12 ? 0 : value;
}

/** Whether a corner on a side's line lies on the side. */
function within([x, y]: Corner, [a, b]: Side): boolean {
  return (
    x >= Math.min(a[0], b[0]) &&
    x <= Math.max(a[0], b[0]) &&
    y >= Math.min(a[1], b[1]) &&
    y <= Math.max(a[1], b[1])
  );
}
