import { allFinite } from './all-finite.ts';
import { freeMemory } from './float-tensors.ts';
import type { StepInput, StepReply } from './protocol.ts';
import type { RecurrentStream } from './recurrent-stream.ts';
import type { StepSession } from './step-session.ts';

/** Steps of one stream that go into one run. */
export interface StepJob {
  readonly stream: RecurrentStream;
  /** In order. Their buffers are freed. */
  readonly inputs: readonly StepInput[];
  /** The first does not follow from the step before. */
  readonly startsAnew: boolean;
}

/** What became of a step. */
export type StepOutcome = { readonly value: StepReply } | { readonly failure: string };

/**
 * Takes steps of different streams, as many in a run as `session` has lanes, by its rules of state:
 * zero where a step starts anew, and after one that failed. A run that fails is taken again with
 * `alone`, step by step, so that one stream's failure is not the others'. Steps that leave a state
 * which is not finite fail too, as nothing after them would be.
 *
 * Resolves to `[job][step]`.
 */
export async function runSteps(
  jobs: readonly StepJob[],
  { session, alone }: { readonly session: StepSession; readonly alone: StepSession },
): Promise<StepOutcome[][]> {
  for (const { stream, startsAnew } of jobs) if (startsAnew) stream.reset();
  const begin = performance.now();
  try {
    const lanes = jobs.map(({ stream, inputs }) => ({ states: stream.states, inputs }));
    const values = await session.run(lanes);
    const stepMs = performance.now() - begin;
    const outcomes: StepOutcome[][] = [];
    for (const [lane, { stream }] of jobs.entries()) {
      const spoilt = await firstSpoilt(stream, values[lane]!);
      outcomes.push(
        values[lane]!.map((step, index) =>
          spoilt !== undefined && index >= spoilt
            ? { failure: notFinite }
            : { value: { values: step, warmUp: stream.countStep(), stepMs } },
        ),
      );
      if (spoilt !== undefined) stream.reset();
    }
    for (const input of jobs.flatMap(({ inputs }) => inputs)) freeMemory(input);
    return outcomes;
  } catch (error) {
    if (session !== alone) return oneByOne(jobs, alone);
    // The frame is missing from the state: what follows starts anew.
    for (const { stream, inputs } of jobs) {
      stream.reset();
      for (const input of inputs) freeMemory(input);
    }
    const failure = error instanceof Error ? error.message : String(error);
    return jobs.map(({ inputs }) => inputs.map(() => ({ failure })));
  }
}

const notFinite =
  'its results and its state are no longer finite numbers, so the stream starts from zero; look for values that are far larger than what the model was trained on, and take a float16 or int8 model in float32';

/**
 * The first step with a result that is not finite, where the state is not finite either. Only then is
 * the state looked at, which costs a pass over it: results may be infinite for reasons of their own.
 */
async function firstSpoilt(
  { states }: RecurrentStream,
  steps: readonly Float32Array[],
): Promise<number | undefined> {
  const first = steps.findIndex((values) => !allFinite(values));
  if (first === -1) return undefined;
  return allFinite(await states.read()) ? undefined : first;
}

async function oneByOne(jobs: readonly StepJob[], alone: StepSession): Promise<StepOutcome[][]> {
  const outcomes: StepOutcome[][] = [];
  for (const { stream, inputs } of jobs) {
    const taken: StepOutcome[] = [];
    for (const input of inputs) {
      const [[outcome] = []] = await runSteps([{ stream, inputs: [input], startsAnew: false }], {
        session: alone,
        alone,
      });
      taken.push(outcome!);
    }
    outcomes.push(taken);
  }
  return outcomes;
}
