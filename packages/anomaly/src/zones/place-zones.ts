import type { Grid } from '../grid.ts';
import { placeInMiddle, placeShares } from './place-shares.ts';
import type { Zones } from './zones.ts';

/** A zone on the grid. */
export interface PlacedZone {
  readonly name: string;
  /** 1 where the zone covers any of a place, row by row. */
  readonly places: Uint8Array;
}

/** The zones on a grid. An event touches a zone where one of its hot places is covered by any of it. */
export function placeZones({ zones }: Pick<Zones, 'zones'>, grid: Grid): readonly PlacedZone[] {
  return zones.map(({ name, polygon }) => {
    const places = Uint8Array.from(placeShares([polygon], grid), (share) => (share > 0 ? 1 : 0));
    if (places.every((value) => value === 0)) places[placeInMiddle(polygon, grid)] = 1;
    return { name, places };
  });
}
