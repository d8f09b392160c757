import { openStepDevice } from './open-step-device.ts';
import type { LoadRequest, SessionPlan } from './protocol.ts';
import type { RewrittenGraph } from './rewrite/batch-step-graph.ts';
import { gainOf, measureRuns, stepCost, worthwhileGain, type RunCost } from './run-cost.ts';
import type { StateTensors, StepDevice } from './step-device.ts';
import { plainStepGraph } from './step-graph.ts';
import { createStepProbe, mixingIn, type StepProbe } from './step-probe.ts';
import {
  blankInput,
  createStepSession,
  openStepSession,
  wholeShape,
  type StepSession,
} from './step-session.ts';

/** A model's sessions on one device, one for each shape of a run. */
export interface StepRuns extends AsyncDisposable {
  /** One step of one stream. */
  readonly alone: StepSession;
  /** Those that share a run, by the number of streams: 2, 4, … */
  readonly batches: ReadonlyMap<number, StepSession>;
  /** Those that take several steps of one stream, by the number of steps. */
  readonly chains: ReadonlyMap<number, StepSession>;
  /** Milliseconds of a step, the fastest of a few; the first, which also sets up, is not among them. */
  readonly stepMs: number;
  /** What a run of each shape costs; without any but `alone`, nothing was measured. */
  readonly costs: readonly RunCost[];
  /** Why runs are shared, or not; for a person. */
  readonly reason: string;
  /** Why sizes that were asked for are not there. */
  readonly refused?: string | undefined;
  createStates(): StateTensors;
}

/** Sizes that are tried, one after the other, until a doubling gains nothing. */
const batchSizes = [2, 4, 8, 16, 32, 64];
const chainSizes = [2, 4, 8];

/**
 * Opens a model, takes a step with it, and measures whether runs are to be shared: first with the
 * model's own graph, at a batch of two. Only where that gains are sessions made for batches, each
 * of one size, warmed, and checked against the same steps taken alone.
 *
 * Rejects where the graph does not run.
 */
export async function openRuns(
  request: LoadRequest,
  /** The model is being closed: nothing more is tried. */
  ending: () => boolean,
): Promise<StepRuns> {
  const { bytes, plan, batching } = request;
  const device = await deviceFor(request, plan);
  const graph = plainStepGraph(plan);
  const session = await device.open(bytes, graph);
  const alone = createStepSession(session, plan, graph);
  using probe = createStepProbe(alone, plan, device);
  const warming = { states: probe.states(), inputs: [blankInput(plan)] };
  await alone.run([warming]);
  const stepMs = await fastest(() => alone.run([warming]));

  const sessions = [alone];
  const rest = {
    alone,
    stepMs,
    createStates: () => device.createStates(),
    async [Symbol.asyncDispose]() {
      for (const each of sessions) await each[Symbol.asyncDispose]();
      await device[Symbol.asyncDispose]();
    },
  };
  const none = { ...rest, batches: new Map(), chains: new Map(), costs: [] };
  if (batching === 'off') return { ...none, reason: 'batching is off' };
  const asked = batching === 'auto' ? undefined : batching;

  let reason = 'batches of the sizes asked for';
  let sizes = asked?.sizes ?? [];
  if (!asked && plan.batch === 'fixed') {
    reason = 'the model fixes its batch';
  } else if (!asked) {
    const gain = await gainOfTwo();
    sizes = typeof gain === 'number' && gain >= worthwhileGain ? batchSizes : [];
    reason =
      typeof gain === 'number'
        ? `two streams in a run ${gain > 0 ? `save ${percent(gain)}` : `cost ${percent(-gain)} more`} a step, and ${percent(worthwhileGain)} is worth it`
        : `two streams do not run together: ${gain}`;
  }
  const chained = asked?.chains ?? (asked || !device.stateCrossesBus ? [] : chainSizes);
  if (sizes.length === 0 && chained.length === 0) return { ...none, reason };

  const first = await measureRuns(alone, probe);
  const opening = { request, device, probe, first, keepAll: asked !== undefined, ending };
  // Only now, as ONNX's messages take megabytes, which most workers do without.
  const { batchStepGraph } = await import('./rewrite/batch-step-graph.ts');
  const { chainStepGraph } = await import('./rewrite/chain-step-graph.ts');
  const batches = await sessionsOf(sizes, (size) => batchStepGraph(bytes, plan, size), opening);
  const chains = await sessionsOf(chained, (size) => chainStepGraph(bytes, plan, size), opening);
  sessions.push(...batches.sessions.values(), ...chains.sessions.values());
  return {
    ...rest,
    batches: batches.sessions,
    chains: chains.sessions,
    costs: [first, ...batches.costs, ...chains.costs],
    reason: [reason, batches.stopped, chains.stopped].filter(Boolean).join('; '),
    refused: asked && (batches.stopped ?? chains.stopped),
  };

  /** Of the model's own graph; or why it does not take two. */
  async function gainOfTwo(): Promise<number | string> {
    const wide = widened(plan, 2);
    await using wideDevice = await deviceFor(request, wide);
    const together = createStepSession(session, wide, graph);
    using states = wideDevice.createStates();
    const lane = { states, inputs: [blankInput(wide)] };
    const single = [{ states: probe.states(), inputs: [blankInput(plan)] }];
    try {
      return await gainOf(
        () => together.run([lane]),
        () => alone.run(single),
      );
    } catch (error) {
      return error instanceof Error ? error.message : String(error);
    }
  }
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

interface Opening {
  readonly request: LoadRequest;
  readonly device: StepDevice;
  readonly probe: StepProbe;
  /** Of a run that nothing shares. */
  readonly first: RunCost;
  /** Not only what gains. */
  readonly keepAll: boolean;
  readonly ending: () => boolean;
}

/** Opens sessions of growing size, and stops at the first that is not worth keeping. */
async function sessionsOf(
  sizes: readonly number[],
  rewrite: (size: number) => RewrittenGraph,
  { request: { plan }, device, probe, first, keepAll, ending }: Opening,
) {
  const sessions = new Map<number, StepSession>();
  const costs: RunCost[] = [];
  let stopped: string | undefined;
  for (const size of [...new Set(sizes)].toSorted((a, b) => a - b)) {
    if (ending()) break;
    const { bytes, graph } = rewrite(size);
    let session: StepSession | undefined;
    try {
      session = await openStepSession(bytes, plan, { device, graph });
      stopped = await mixingIn(session, probe);
      if (!stopped) {
        const cost = await measureRuns(session, probe);
        const gain = 1 - stepCost(cost) / stepCost(costs.at(-1) ?? first);
        if (keepAll || gain >= worthwhileGain) {
          sessions.set(size, session);
          costs.push(cost);
          continue;
        }
        stopped = `in runs of ${size} a step is no cheaper`;
      }
    } catch (error) {
      stopped = `runs of ${size} fail: ${error instanceof Error ? error.message : String(error)}`;
    }
    await session?.[Symbol.asyncDispose]();
    break;
  }
  return { sessions, costs, stopped };
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

function percent(share: number): string {
  return `${Math.round(share * 100)} %`;
}
