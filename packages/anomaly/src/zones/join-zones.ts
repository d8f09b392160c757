import type { ZonePolygon, Zones } from './zones.ts';

/**
 * What a model was calibrated with and what is given beside it: all masks of both, as a threshold holds
 * for no more places than it was found for, and the zones of both, of one name the given one.
 */
export function joinZones(
  calibrated: {
    readonly masks?: readonly ZonePolygon[] | undefined;
    readonly zones?: readonly ZonePolygon[] | undefined;
  },
  given: Zones | undefined,
): Zones {
  const zones = new Map(
    [...(calibrated.zones ?? []), ...(given?.zones ?? [])].map((zone) => [zone.name, zone]),
  );
  // One mask under one name twice is one; two of one name are two.
  const masks = new Map(
    [...(calibrated.masks ?? []), ...(given?.masks ?? [])].map((mask) => [
      JSON.stringify([mask.name, mask.polygon]),
      mask,
    ]),
  );
  return { version: 1, masks: [...masks.values()], zones: [...zones.values()] };
}
