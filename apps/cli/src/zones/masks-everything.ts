import { placeMask, type Zones } from '@presage/anomaly';
import { InputError } from '@presage/core';

/** That of a wide picture in the network that learning makes. A drawing is not for one model alone. */
const usualGrid = { width: 21, height: 12 };

/** Whether masks leave nothing of the picture, so that no model could score with them. */
export function masksEverything(zones: Zones): boolean {
  try {
    placeMask(zones, usualGrid);
    return false;
  } catch (error) {
    if (error instanceof InputError && error.code === 'zones-all-masked') return true;
    throw error;
  }
}
