import { InputError } from '@presage/core';
import type { Grid } from '../grid.ts';
import { placeInMiddle, placeShares } from './place-shares.ts';
import type { Zones } from './zones.ts';

/** A place is left out where masks cover at least this part of it. */
const maskedShare = 0.25;

/**
 * The places of the grid that masks leave out: 1 where they cover at least a quarter of a place, else 0,
 * row by row. A mask so small that it covers a quarter of none leaves out the one that it covers most.
 * A quarter and not half, because who masks a tree wants its edge to be quiet, too.
 *
 * @throws InputError `zones-all-masked` where no place is left.
 */
export function placeMask({ masks }: Pick<Zones, 'masks'>, grid: Grid): Uint8Array {
  const together = placeShares(
    masks.map(({ polygon }) => polygon),
    grid,
  );
  const mask = Uint8Array.from(together, (share) => (share >= maskedShare ? 1 : 0));
  for (const { polygon } of masks) {
    const shares = placeShares([polygon], grid);
    if (shares.some((share, place) => share > 0 && mask[place] === 1)) continue;
    const most = shares.reduce((best, share, place) => (share > shares[best]! ? place : best), 0);
    mask[shares[most]! > 0 ? most : placeInMiddle(polygon, grid)] = 1;
  }
  if (mask.every((value) => value === 1)) {
    throw new InputError({
      code: 'zones-all-masked',
      message: `Masks must leave some of the picture, and ${masks.map(({ name }) => `"${name}"`).join(', ')} cover all of its ${grid.width}×${grid.height} places. Make them smaller.`,
    });
  }
  return mask;
}
