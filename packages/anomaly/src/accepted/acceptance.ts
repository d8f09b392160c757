import type { Grid } from '../grid.ts';
import type { Observation } from '../observation.ts';
import { unpackNumbers } from '../packed-numbers.ts';
import type { Accepted, AcceptedLooks, ErrorLevels, FeatureLooks } from './accepted.ts';
import { hotLevel } from './hot-level.ts';
import { isNearAny } from './is-near-any.ts';
import { unpackLooks } from './packed-looks.ts';
import { createPlaceLooks } from './place-looks.ts';
import { someNeighbour } from './some-neighbour.ts';

/** Takes back the scores of places that look as the user called normal; changes `heatmap` itself. */
export type Acceptance = (observation: Observation, heatmap: Float32Array) => void;

/** Says whether a place of the frame it was made for was accepted. */
type IsAccepted = (place: number) => boolean;

/**
 * Creates what lets an accepted event pass. A place that is hot counts as normal, 0 at most, where it
 * looks as that place or one beside it did in such an event; all others keep their score, so that
 * something else, or the same somewhere else, stands out as before. Undefined where nothing was accepted.
 */
export function createAcceptance(
  accepted: Accepted | undefined,
  grid: Grid,
): Acceptance | undefined {
  if (!accepted || accepted.length === 0) return undefined;
  const matchers = accepted.map(({ looks }) => matcherOf(looks, grid));
  return (observation, heatmap) => {
    let frame: readonly IsAccepted[] | undefined;
    for (let place = 0; place < heatmap.length; place += 1) {
      if (heatmap[place]! <= hotLevel) continue;
      frame ??= matchers.flatMap((matcher) => matcher(observation) ?? []);
      if (frame.some((isAccepted) => isAccepted(place))) heatmap[place] = 0;
    }
  };
}

function matcherOf(
  looks: AcceptedLooks,
  grid: Grid,
): (observation: Observation) => IsAccepted | undefined {
  return looks.kind === 'features' ? byFeatures(looks, grid) : byErrors(looks, grid);
}

function byFeatures(stored: FeatureLooks, grid: Grid) {
  const { channels, radius } = stored;
  const lookAt = createPlaceLooks({ grid, channels, scale: unpackNumbers(stored.scale) });
  const known = unpackLooks(stored, grid);
  const look = new Float32Array(known.size);
  return ({ features }: Observation): IsAccepted | undefined => {
    if (features?.length !== channels * grid.width * grid.height) return undefined;
    return (place) => isNearAny(known, lookAt(features, place, look), { place, grid, radius });
  };
}

function byErrors({ levels }: ErrorLevels, grid: Grid) {
  const level = unpackNumbers(levels);
  return ({ errors }: Observation): IsAccepted =>
    (place) =>
      someNeighbour(place, grid, (near) => level[near]! > 0 && errors[place]! <= level[near]!);
}
