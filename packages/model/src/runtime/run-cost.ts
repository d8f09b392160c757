import type { RunShape } from './protocol.ts';
import type { StepProbe } from './step-probe.ts';
import type { StepSession } from './step-session.ts';

/** Runs of one shape, as they were measured when the model was opened. */
export interface RunCost extends RunShape {
  /** Milliseconds of a run. */
  readonly runMs: number;
}

/** By how much a step must get cheaper for runs to be shared. */
export const worthwhileGain = 0.05;

/** Milliseconds of a step in runs of this shape. */
export function stepCost({ streams, steps, runMs }: RunCost): number {
  return runMs / (streams * steps);
}

/** Measures a session's runs: the fastest of three, after one that is not counted. */
export async function measureRuns(session: StepSession, probe: StepProbe): Promise<RunCost> {
  const lanes = probe.lanes(session);
  await session.run(lanes);
  let runMs = Infinity;
  for (let round = 0; round < 3; round += 1) {
    runMs = Math.min(runMs, await timed(() => session.run(lanes)));
  }
  return { streams: session.lanes, steps: session.steps, runMs };
}

/**
 * By how much a step gets cheaper in `shared`, which takes two, than in two calls of `alone`; 0.05
 * is five per cent. Measured in turns, three at least and for 10 ms; after two without a gain worth
 * having, no further.
 */
export async function gainOf(
  shared: () => Promise<unknown>,
  alone: () => Promise<unknown>,
): Promise<number> {
  await shared();
  const gains: number[] = [];
  for (let spent = 0; gains.length < 3 || (spent < 10 && gains.length < 51);) {
    const single = (await timed(alone)) + (await timed(alone));
    const double = await timed(shared);
    spent += single + double;
    gains.push(1 - double / single);
    if (gains.length === 2 && gains.every((gain) => gain < worthwhileGain)) break;
  }
  return gains.toSorted((a, b) => a - b)[Math.floor(gains.length / 2)]!;
}

async function timed(run: () => Promise<unknown>): Promise<number> {
  const begin = performance.now();
  await run();
  return performance.now() - begin;
}
