import type { Clock } from '@presage/core';

/** Below this a guess would jump about more than it tells. */
const leastElapsedMs = 1_000;
const leastFraction = 0.01;

/**
 * Guesses how many seconds a phase still takes, from the time it took so far. The answer is
 * undefined while there is too little to go by.
 */
export function createTimeLeft(clock: Clock): (fraction: number) => number | undefined {
  const begin = clock.now();
  return (fraction) => {
    const elapsedMs = clock.now() - begin;
    if (elapsedMs < leastElapsedMs || fraction < leastFraction) return undefined;
    return (elapsedMs / 1000) * (Math.max(0, 1 - fraction) / fraction);
  };
}
