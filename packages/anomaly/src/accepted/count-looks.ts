import type { Accepted } from './accepted.ts';

/** How many looks all accepted events have together; those without features have none. */
export function countLooks(accepted: Accepted): number {
  return accepted.reduce(
    (sum, { looks }) =>
      sum + (looks.kind === 'features' ? Buffer.byteLength(looks.places, 'base64') / 2 : 0),
    0,
  );
}
