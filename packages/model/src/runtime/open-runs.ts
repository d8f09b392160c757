import { openStepDevice } from './open-step-device.ts';
import type { LoadRequest, SessionPlan } from './protocol.ts';
import { shareRuns, type SharedRuns } from './share-runs.ts';
import type { StateTensors, StepDevice } from './step-device.ts';
import { plainStepGraph } from './step-graph.ts';
import { createStepProbe } from './step-probe.ts';
import { blankInput, createStepSession, wholeShape, type StepSession } from './step-session.ts';

/** A model's sessions on one device, one for each shape of a run. */
export interface StepRuns extends SharedRuns, AsyncDisposable {
  /** One step of one stream. */
  readonly alone: StepSession;
  /** Milliseconds of a step, the fastest of a few; the first, which also sets up, is not among them. */
  readonly stepMs: number;
  createStates(): StateTensors;
}

/**
 * Opens a model, takes a step with it, and finds out which steps are to share runs. `ending` says
 * that the model is being closed, and nothing more is to be tried.
 *
 * Rejects where the graph does not run.
 */
export async function openRuns(request: LoadRequest, ending: () => boolean): Promise<StepRuns> {
  const { bytes, plan } = request;
  await using opened = new AsyncDisposableStack();
  const device = opened.use(await deviceFor(request, plan));
  const graph = plainStepGraph(plan);
  const session = await device.open(bytes, graph);
  const alone = opened.use(createStepSession(session, plan, graph));
  using probe = createStepProbe(alone, plan, device);
  const warming = { states: probe.states(), inputs: [blankInput(plan)] };
  await alone.run([warming]);
  const stepMs = await fastest(() => alone.run([warming]));

  const shared = await shareRuns({
    request,
    device,
    alone,
    probe,
    ending,
    widened: async (size) => {
      const wide = widened(plan, size);
      const together = createStepSession(session, wide, graph);
      return { plan: wide, device: await deviceFor(request, wide), run: together.run };
    },
  });
  for (const each of [...shared.batches.values(), ...shared.chains.values()]) opened.use(each);
  const owned = opened.move();
  return {
    ...shared,
    alone,
    stepMs,
    createStates: () => device.createStates(),
    [Symbol.asyncDispose]: () => owned.disposeAsync(),
  };
}

/** Milliseconds: of three, or of what fits into 50 ms. */
async function fastest(run: () => Promise<unknown>): Promise<number> {
  let least = Infinity;
  for (let round = 0, spent = 0; round < 3 && spent < 50; round += 1) {
    const begin = performance.now();
    await run();
    const ms = performance.now() - begin;
    least = Math.min(least, ms);
    spent += ms;
  }
  return least;
}

function deviceFor({ device, threads }: LoadRequest, plan: SessionPlan): Promise<StepDevice> {
  const stateShapes = plan.states.map(({ shape }) => wholeShape(plan, shape));
  return openStepDevice(device, { threads, stateShapes });
}

/** The plan for a batch, as if that were one stream. */
function widened(plan: SessionPlan, size: number): SessionPlan {
  const wide = <T extends { readonly shape: number[] }>(tensor: T) => ({
    ...tensor,
    shape: [size, ...tensor.shape],
  });
  return {
    ...plan,
    batch: 'fixed',
    input: wide(plan.input),
    states: plan.states.map(wide),
    outputs: plan.outputs.map(wide),
  };
}
