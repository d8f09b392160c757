import { plainReason } from './plain-reason.ts';
import type { LoadRequest, SessionPlan } from './protocol.ts';
import type { RewrittenGraph } from './rewrite/batch-step-graph.ts';
import { gainOf, measureRuns, stepCost, worthwhileGain, type RunCost } from './run-cost.ts';
import type { StepDevice } from './step-device.ts';
import { mixingIn, type StepProbe } from './step-probe.ts';
import { blankInput, openStepSession, type StepSession } from './step-session.ts';

/** Which steps of a model share runs, and what was measured of that. */
export interface SharedRuns {
  /** Sessions of several streams a run, by their number: 2, 4, … */
  readonly batches: ReadonlyMap<number, StepSession>;
  /** Sessions of several steps of one stream a run, by their number. */
  readonly chains: ReadonlyMap<number, StepSession>;
  /** What a run of each shape costs; where only one step of one stream is a run, nothing was measured. */
  readonly costs: readonly RunCost[];
  /** Why runs are shared, or not; for a person. */
  readonly reason: string;
  /** Why sizes that were asked for are not there. */
  readonly refused?: string | undefined;
}

/** A model that is open, and what there is to try it with. */
export interface SharingOptions {
  readonly request: LoadRequest;
  readonly device: StepDevice;
  /** One step of one stream a run. */
  readonly alone: StepSession;
  readonly probe: StepProbe;
  /** The model is being closed: nothing more is tried. */
  readonly ending: () => boolean;
  /** The model's own graph for a batch, as if that were one stream. */
  readonly widened: (size: number) => Promise<{
    readonly plan: SessionPlan;
    readonly device: StepDevice;
    readonly run: StepSession['run'];
  }>;
}

/** Sizes that are tried, one after the other, until a doubling gains nothing. */
const batchSizes = [2, 4, 8, 16, 32, 64];
const chainSizes = [2, 4, 8];

/** Milliseconds after which no larger size is begun: on a GPU each is compiled first. */
const patienceMs = 10_000;

/**
 * Measures whether runs are to be shared: first with the model's own graph, at a batch of two. Only
 * where that gains are sessions made for batches, each of one size, warmed, and checked against the
 * same steps taken alone.
 */
export async function shareRuns(options: SharingOptions): Promise<SharedRuns> {
  const { request, device, alone, probe } = options;
  const { bytes, plan, batching } = request;
  const none = { batches: new Map(), chains: new Map(), costs: [] };
  if (batching === 'off') return { ...none, reason: 'batching is off' };
  const asked = batching === 'auto' ? undefined : batching;
  const found = asked
    ? { sizes: asked.sizes ?? [], reason: 'batches of the sizes asked for' }
    : await sizesWorthwhile(options);
  const chained = asked?.chains ?? (asked || !device.stateCrossesBus ? [] : chainSizes);
  if (found.sizes.length === 0 && chained.length === 0) return { ...none, reason: found.reason };

  const first = await measureRuns(alone, probe);
  const opening = { ...options, first, keepAll: asked !== undefined };
  // Only now, as ONNX's messages take megabytes, which most workers do without.
  const { batchStepGraph } = await import('./rewrite/batch-step-graph.ts');
  const { chainStepGraph } = await import('./rewrite/chain-step-graph.ts');
  const batches = await sessionsOf(
    found.sizes,
    (size) => batchStepGraph(bytes, plan, size),
    opening,
  );
  const chains = await sessionsOf(chained, (size) => chainStepGraph(bytes, plan, size), opening);
  return {
    batches: batches.sessions,
    chains: chains.sessions,
    costs: [first, ...batches.costs, ...chains.costs],
    reason: [found.reason, batches.stopped, chains.stopped].filter(Boolean).join('; '),
    refused: asked && (batches.stopped ?? chains.stopped),
  };
}

/** All sizes, where two streams gain by one run of the model's own graph; else none, and why. */
async function sizesWorthwhile({
  request: { plan },
  alone,
  probe,
  widened,
}: SharingOptions): Promise<{ readonly sizes: readonly number[]; readonly reason: string }> {
  if (plan.batch === 'fixed') return { sizes: [], reason: 'the model fixes its batch' };
  const wide = await widened(2);
  await using device = wide.device;
  using states = device.createStates();
  const two = [{ states, inputs: [blankInput(wide.plan)] }];
  const one = [{ states: probe.states(), inputs: [blankInput(plan)] }];
  try {
    const gain = await gainOf(
      () => wide.run(two),
      () => alone.run(one),
    );
    const change = gain > 0 ? `save ${percent(gain)}` : `cost ${percent(-gain)} more`;
    return {
      sizes: gain >= worthwhileGain ? batchSizes : [],
      reason: `two streams in a run ${change} a step, and ${percent(worthwhileGain)} is worth it`,
    };
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    return { sizes: [], reason: `two streams do not run together: ${plainReason(reason)}` };
  }
}

interface Opening extends SharingOptions {
  /** Of a run that nothing shares. */
  readonly first: RunCost;
  /** Not only what gains. */
  readonly keepAll: boolean;
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
  const begin = performance.now();
  for (const size of [...new Set(sizes)].toSorted((a, b) => a - b)) {
    if (ending()) break;
    if (!keepAll && performance.now() - begin > patienceMs) {
      stopped = `more than ${patienceMs / 1000} s had gone by before runs of ${size}`;
      break;
    }
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
      stopped = `runs of ${size} fail: ${plainReason(error instanceof Error ? error.message : String(error))}`;
    }
    await session?.[Symbol.asyncDispose]();
    break;
  }
  return { sessions, costs, stopped };
}

function percent(share: number): string {
  return `${Math.round(share * 100)} %`;
}
