import { seededRandom } from '../seeded-random.ts';
import type { SessionPlan, StepInput } from './protocol.ts';
import { blankInput, type StepLane, type StepSession } from './step-session.ts';
import type { StateTensors, StepDevice } from './step-device.ts';

/** How far a result may be from the same step taken alone; of its size, where that is above 1. */
const batchTolerance = 1e-4;

/** Tries sessions of a model with noise, against the model's own graph. */
export interface StepProbe extends Disposable {
  /** Noise for a stream's step; the same each time it is asked. */
  inputFor(stream: number, step: number): StepInput;
  /** What a stream's step gives alone, from zero state on: every output, one after the other. */
  expected(stream: number, step: number): Promise<Float32Array>;
  /** States at zero, freed with the probe. */
  states(): StateTensors;
  /** Lanes for a run of a session: each stream's first steps. */
  lanes(session: StepSession): StepLane[];
}

/** Creates a probe of a model's own graph. */
export function createStepProbe(
  alone: StepSession,
  plan: SessionPlan,
  device: StepDevice,
): StepProbe {
  const random = seededRandom(1);
  const scale = plan.input.type === 'uint8' ? 256 : 1;
  // A prime many, so that they fall on other places in each row of a picture.
  const noise = Float32Array.from({ length: 4099 }, () => random() * scale);
  const owned: StateTensors[] = [];
  const references: { readonly states: StateTensors; readonly values: Float32Array[] }[] = [];

  function states(): StateTensors {
    const made = device.createStates();
    owned.push(made);
    return made;
  }
  function inputFor(stream: number, step: number): StepInput {
    const begin = stream * 31 + step * 7;
    return blankInput(plan).map((_, index) => noise[(begin + index) % noise.length]!);
  }

  return {
    states,
    inputFor,
    async expected(stream, step) {
      const reference = (references[stream] ??= { states: states(), values: [] });
      while (reference.values.length <= step) {
        const inputs = [inputFor(stream, reference.values.length)];
        const [[values] = []] = await alone.run([{ states: reference.states, inputs }]);
        reference.values.push(values!);
      }
      return reference.values[step]!;
    },
    lanes: (session) =>
      Array.from({ length: session.lanes }, (_, stream) => ({
        states: states(),
        inputs: Array.from({ length: session.steps }, (__, step) => inputFor(stream, step)),
      })),
    [Symbol.dispose]() {
      for (const each of owned) each[Symbol.dispose]();
    },
  };
}

/**
 * Whether the streams of a session's runs get what they would get alone, over two runs; if not,
 * why, for a person. A graph may look as if its batch were free and still mix what is in it.
 */
export async function mixingIn(
  session: StepSession,
  probe: StepProbe,
): Promise<string | undefined> {
  const streams = Array.from({ length: session.lanes }, () => probe.states());
  for (let run = 0; run < 2; run += 1) {
    const steps = Array.from({ length: session.steps }, (_, step) => run * session.steps + step);
    const values = await session.run(
      streams.map((states, stream) => ({
        states,
        inputs: steps.map((step) => probe.inputFor(stream, step)),
      })),
    );
    for (const [stream, taken] of values.entries()) {
      for (const [index, step] of steps.entries()) {
        const worst = deviation(taken[index]!, await probe.expected(stream, step));
        if (worst <= batchTolerance) continue;
        return `results in a run of ${session.lanes * session.steps} are ${worst.toPrecision(2)} off those of single steps`;
      }
    }
  }
  return undefined;
}

/** The largest, of each value's size where that is above 1. Infinite where one is not a number. */
function deviation(values: Float32Array, expected: Float32Array): number {
  let worst = 0;
  for (const [index, value] of values.entries()) {
    const wanted = expected[index]!;
    if (Object.is(value, wanted)) continue;
    const off = Math.abs(value - wanted) / Math.max(1, Math.abs(wanted));
    if (!(off <= worst)) worst = Number.isNaN(off) ? Infinity : off;
  }
  return worst;
}
