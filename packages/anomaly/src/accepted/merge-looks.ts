import { squareDistance } from './look-radius.ts';
import type { SeenLook } from './packed-looks.ts';

/** Looks that one event may have. */
const mostLooksOfEvent = 4096;

/** Of the radius: looks nearer to each other than this are kept as one. */
const mergedShare = 0.4;

/** Leaves out looks that lie next to others of their place, and as many as it takes to have few enough. */
export function mergeLooks(
  seen: readonly SeenLook[],
  radius: number,
  most = mostLooksOfEvent,
): readonly SeenLook[] {
  let kept = seen;
  for (let distance = mergedShare * radius; ; distance *= 1.2) {
    const byPlace = Map.groupBy(kept, ({ place }) => place);
    kept = [...byPlace.values()].flatMap((at) => apart(at, distance ** 2));
    if (kept.length <= most) return kept;
  }
}

function apart(seen: readonly SeenLook[], limit: number): SeenLook[] {
  const kept: SeenLook[] = [];
  for (const one of seen) {
    if (kept.every((other) => squareDistance(one, other, limit) > limit)) kept.push(one);
  }
  return kept;
}
