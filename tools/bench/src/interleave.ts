import { setTimeout as sleep } from 'node:timers/promises';
import { median } from './median.ts';

/** Something whose cost is measured: each call does the same work and says how long it took. */
export type Contender = () => Promise<number>;

export interface InterleaveOptions {
  /** Turns each contender gets. */
  readonly rounds: number;
  /** Turns before those, not counted. Default 1. */
  readonly warmUpRounds?: number;
  /** Between turns, in milliseconds, until threads that spin for more work have gone to sleep. Default 0. */
  readonly restMs?: number;
  readonly signal: AbortSignal;
}

/**
 * Lets contenders take turns, A B C A B C …, so that a machine that slows down slows all of them.
 * Returns what each took in each round.
 */
export async function interleave<Name extends string>(
  contenders: Readonly<Record<Name, Contender>>,
  { rounds, warmUpRounds = 1, restMs = 0, signal }: InterleaveOptions,
): Promise<Record<Name, number[]>> {
  const names = Object.keys(contenders) as Name[];
  const taken = Object.fromEntries(names.map((name) => [name, [] as number[]])) as Record<
    Name,
    number[]
  >;
  for (let round = -warmUpRounds; round < rounds; round += 1) {
    for (const name of names) {
      signal.throwIfAborted();
      if (restMs > 0) await sleep(restMs, undefined, { signal });
      const cost = await contenders[name]();
      if (round >= 0) taken[name].push(cost);
    }
  }
  return taken;
}

/** The median over the rounds of `of` against the largest of `against` in the same round. */
export function medianRatio(
  of: readonly number[],
  ...against: readonly (readonly number[])[]
): number {
  return median(of.map((cost, round) => cost / Math.max(...against.map((costs) => costs[round]!))));
}
