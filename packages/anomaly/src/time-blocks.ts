import type { Observation } from './observation.ts';

/** Contiguous blocks, since neighbouring frames share what they show. */
export const blockCount = 5;

/**
 * Cuts footage into five blocks in media time, each with as many frames after the warm-up; the block of
 * each frame. What was seen at one time is in one block, in however many streams it came.
 */
export function timeBlocks(observations: readonly Observation[]): Uint8Array {
  const blocks = new Uint8Array(observations.length);
  const steady = observations.filter(({ warmUp }) => !warmUp).length;
  const order = [...observations.keys()].toSorted(
    (a, b) => observations[a]!.timestampUs - observations[b]!.timestampUs,
  );
  let seen = 0;
  for (const index of order) {
    blocks[index] = Math.min(blockCount - 1, Math.floor((seen * blockCount) / steady));
    if (!observations[index]!.warmUp) seen += 1;
  }
  return blocks;
}
