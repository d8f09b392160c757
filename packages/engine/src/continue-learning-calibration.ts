import { resolve } from 'node:path';
import type { FootageRecord } from './home/home-index.ts';
import type { LearnWarning } from './learn-progress.ts';
import type { FootageSource } from './read-footage.ts';

/** Videos that a model learned from before and that are not among those given now. */
export function notGiven(
  records: readonly FootageRecord[],
  sources: readonly FootageSource[],
): readonly string[] {
  const given = new Set(sources.map(({ path }) => resolve(path)));
  return [...new Set(records.map(({ path }) => path))].filter((path) => !given.has(path));
}

/**
 * Told where a model that is learned on is calibrated without what it learned from before: what is
 * normal is then measured on new footage alone, be it shorter.
 */
export function calibratedOnNew(
  before: readonly string[],
  heldBackSeconds: number,
): readonly LearnWarning[] {
  if (before.length === 0) return [];
  return [
    {
      code: 'calibrated-on-new',
      message: `the new threshold rests on ${heldBackSeconds.toFixed(0)} s held back of the video given now alone, no longer on what was learned from before (${before.join(', ')}): give that as well to keep both, or presage calibrate with more normal video`,
    },
  ];
}
