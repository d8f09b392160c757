import { totalmem } from 'node:os';
import { InputError } from '@presage/core';

export interface FootageSize {
  /** Media time of all sources together; one that does not say how long it is counts nothing. */
  readonly seconds: number;
  /** Frames a second. */
  readonly frameRate: number;
  readonly frameBytes: number;
  /** Default: what this process may use. */
  readonly memoryBytes?: number;
}

/** Share of the memory that footage may take: learning and calibrating need theirs. */
const share = 0.5;

/**
 * Footage is learned from in memory, so too much of it must be told before hours go into reading it.
 *
 * Throws InputError `footage-too-long`.
 */
export function checkFootageSize(size: FootageSize): void {
  const { seconds, frameRate, frameBytes, memoryBytes = usableMemory() } = size;
  const fittingSeconds = (share * memoryBytes) / (frameRate * frameBytes);
  if (seconds <= fittingSeconds) return;
  throw new InputError({
    code: 'footage-too-long',
    message: `learning keeps its footage in memory, and this machine has room for ${minutes(fittingSeconds)} of it; got ${minutes(seconds)}: give less, or a part of each video`,
    fields: { seconds, fittingSeconds },
  });
}

const minutes = (seconds: number) => `${Math.floor(seconds / 60)} min`;

function usableMemory(): number {
  return Math.min(totalmem(), process.constrainedMemory() || Infinity);
}
