import { seededRandom } from '../seeded-random.ts';
import type { Device } from './device.ts';
import { openStepDevice } from './open-step-device.ts';
import type { SessionPlan, StepInput } from './protocol.ts';
import { blankInput, openStepSession, wholeShape } from './step-session.ts';

/** What a trial needs of a model. */
export interface TrialModel {
  readonly bytes: Uint8Array;
  readonly plan: SessionPlan;
  /** Threads that one step may use on the CPU. */
  readonly threads: number;
}

/** How a model runs on a device, beside the CPU. */
export interface TrialFigures {
  /**
   * The largest difference from the CPU's results and states, of the largest of those values in the
   * same tensors; NaN where the device gave none.
   */
  readonly difference: number;
  /** Milliseconds of a step on the device, median. */
  readonly deviceMs: number;
  /** The same on the CPU. */
  readonly cpuMs: number;
}

/** Tensors whose largest value is below this are compared as if it were this. */
const smallestScale = 0.1;
/** Steps that are compared: the second is the first with a state that is not zero. */
const comparedSteps = 3;
/** Fifteen, or what fits into 200 ms; but three, or what fits into a second. */
const timedSteps = { least: 3, most: 15, forMs: 200, atMostMs: 1000 };

interface Steps {
  /** Of each compared step its results, and last the states. */
  readonly values: readonly Float32Array[];
  readonly stepMs: number;
}

/**
 * Takes the same steps of noise on a device and on the CPU. For a process of its own: a provider
 * may crash. Throws where the device does not run the model, and TypeError where the CPU does not.
 */
export async function tryDevice(
  device: Exclude<Device, 'cpu'>,
  model: TrialModel,
): Promise<TrialFigures> {
  let reference: Steps;
  try {
    reference = await stepsOn('cpu', model);
  } catch (error) {
    const said = error instanceof Error ? error.message : String(error);
    throw new TypeError(`the CPU, to compare with, does not run this model: ${said}`, {
      cause: error,
    });
  }
  const own = await stepsOn(device, model);
  return {
    difference: differenceOf(own.values, reference.values),
    deviceMs: own.stepMs,
    cpuMs: reference.stepMs,
  };
}

async function stepsOn(device: Device, { bytes, plan, threads }: TrialModel): Promise<Steps> {
  const stateShapes = plan.states.map(({ shape }) => wholeShape(plan, shape));
  await using opened = await openStepDevice(device, { threads, stateShapes });
  await using session = await openStepSession(bytes, plan, { device: opened });
  using states = opened.createStates();

  const values: Float32Array[] = [];
  for (let step = 0; step < comparedSteps; step += 1) {
    const [[result] = []] = await session.run([{ states, inputs: [noise(plan, step)] }]);
    values.push(result!);
  }
  values.push(await states.read());

  const times: number[] = [];
  const inputs = [noise(plan, comparedSteps)];
  const { least, most, forMs, atMostMs } = timedSteps;
  for (let spent = 0; spent < (times.length < least ? atMostMs : forMs) && times.length < most;) {
    const begin = performance.now();
    await session.run([{ states, inputs }]);
    const ms = performance.now() - begin;
    times.push(ms);
    spent += ms;
  }
  return { values, stepMs: times.toSorted((a, b) => a - b)[Math.floor(times.length / 2)]! };
}

/** Bytes from 0 to 255, or numbers from 0 to 1; the same each time. */
function noise(plan: SessionPlan, step: number): StepInput {
  const random = seededRandom(step + 1);
  const scale = plan.input.type === 'uint8' ? 256 : 1;
  return blankInput(plan).map(() => random() * scale);
}

/** See {@link TrialFigures.difference}. */
export function differenceOf(
  given: readonly Float32Array[],
  wanted: readonly Float32Array[],
): number {
  let worst = 0;
  for (const [index, reference] of wanted.entries()) {
    const own = given[index]!;
    let scale = smallestScale;
    for (const value of reference) scale = Math.max(scale, Math.abs(value));
    for (const [at, value] of reference.entries()) {
      const difference = Math.abs(own[at]! - value) / scale;
      if (Number.isNaN(difference)) return Number.NaN;
      worst = Math.max(worst, difference);
    }
  }
  return worst;
}
