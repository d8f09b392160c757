import type { Grid } from '../grid.ts';
import type { SeenLook } from './packed-looks.ts';
import { someNeighbour } from './some-neighbour.ts';

/** A look, and at which showing of the event it was seen. */
export interface VariedLook extends SeenLook {
  readonly run: number;
}

/** Looks whose distance to the others is measured: enough for a quantile. */
const mostMeasured = 1500;
/** Of the looks of a showing this share is to be known again from the others. */
const wantedShare = 0.99;
/** What is believed where an event was shown once, in units of what features vary by. */
const usual = 1.25;
/** Whatever the event: closer than this are any two looks of the same, further are those of others. */
const [least, most] = [0.4, 2];

/**
 * How far apart two looks of the same thing may be: of all looks of one showing, 99 % have one of
 * another showing nearer than this, at their place or one beside.
 */
export function lookRadius(seen: readonly VariedLook[], grid: Grid): number {
  const byPlace = Map.groupBy(seen, ({ place }) => place);
  const every = Math.max(1, Math.ceil(seen.length / mostMeasured));
  const distances: number[] = [];
  for (let index = 0; index < seen.length; index += every) {
    const one = seen[index]!;
    let nearest = Infinity;
    someNeighbour(one.place, grid, (place) => {
      for (const other of byPlace.get(place) ?? []) {
        if (other.run !== one.run) nearest = Math.min(nearest, squareDistance(one, other, nearest));
      }
      return false;
    });
    if (nearest < Infinity) distances.push(Math.sqrt(nearest));
  }
  if (distances.length === 0) return usual;
  const sorted = distances.toSorted((a, b) => a - b);
  const radius = sorted[Math.ceil(wantedShare * (sorted.length - 1))]!;
  return Math.min(Math.max(radius, least), most);
}

/** The squared distance of two looks; anything above `limit` where it is larger. */
export function squareDistance(a: SeenLook, b: SeenLook, limit: number): number {
  let square = 0;
  for (let index = 0; index < a.look.length && square <= limit; index += 1) {
    square += (a.look[index]! - b.look[index]!) ** 2;
  }
  return square;
}
