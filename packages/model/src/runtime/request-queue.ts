import type { SessionRequest, StepRequest } from './protocol.ts';

/** What a worker's sessions can take in one run. */
export interface RunSizes {
  /** Streams, beyond one, from small to large. */
  readonly batches: readonly number[];
  /** Steps of one stream, beyond one, from small to large. */
  readonly chains: readonly number[];
}

/** What is to be served next. */
export type Taken =
  /** One run: for each stream its steps, the same number of each. */
  | { readonly kind: 'run'; readonly lanes: readonly (readonly StepRequest[])[] }
  | { readonly kind: 'request'; readonly request: Exclude<SessionRequest, StepRequest> };

/** What waits for a worker. */
export interface RequestQueue {
  push(request: SessionRequest): void;
  /** Takes what waits for a stream out, and gives it back. */
  drop(stream: number): SessionRequest[];
  /**
   * The oldest request; where that is a step, with it the oldest of other streams, as many as make
   * a whole batch, and failing that the steps of the same stream that come right after it. Nothing
   * overtakes an earlier request of its own stream, and nothing is waited for.
   */
  take(): Taken | undefined;
  /** From now on. Nothing is shared before. */
  use(sizes: RunSizes): void;
}

/** An empty queue. */
export function createRequestQueue(): RequestQueue {
  const waiting: SessionRequest[] = [];
  let sizes: RunSizes = { batches: [], chains: [] };

  /** Where in the queue other streams' next steps are. */
  function placesBeside(first: StepRequest): number[] {
    const most = sizes.batches.at(-1) ?? 1;
    const places: number[] = [];
    const seen = new Set<number>([first.stream]);
    for (let place = 0; place < waiting.length && places.length < most - 1; place += 1) {
      const request = waiting[place]!;
      if (!('stream' in request) || seen.has(request.stream)) continue;
      seen.add(request.stream);
      if (request.kind === 'step') places.push(place);
    }
    return places;
  }

  function stepsAfter({ stream }: StepRequest): number {
    const most = (sizes.chains.at(-1) ?? 1) - 1;
    let steps = 0;
    for (const request of waiting.slice(0, most)) {
      const follows = request.kind === 'step' && request.stream === stream && !request.startsAnew;
      if (!follows) break;
      steps += 1;
    }
    return steps;
  }

  return {
    push: (request) => void waiting.push(request),
    drop(stream) {
      const ofStream = (request: SessionRequest) =>
        'stream' in request && request.stream === stream;
      const dropped = waiting.filter(ofStream);
      const kept = waiting.filter((request) => !ofStream(request));
      waiting.splice(0, waiting.length, ...kept);
      return dropped;
    },
    use: (next) => {
      sizes = next;
    },
    take() {
      const first = waiting.shift();
      if (!first) return undefined;
      if (first.kind !== 'step') return { kind: 'request', request: first };
      const places = placesBeside(first);
      const streams = largest(sizes.batches, places.length + 1);
      if (streams > 1) {
        const others = places.slice(0, streams - 1);
        const lanes = [[first], ...others.map((place) => [waiting[place] as StepRequest])];
        for (const place of others.toReversed()) waiting.splice(place, 1);
        return { kind: 'run', lanes };
      }
      const steps = largest(sizes.chains, stepsAfter(first) + 1);
      return {
        kind: 'run',
        lanes: [[first, ...(waiting.splice(0, steps - 1) as StepRequest[])]],
      };
    },
  };
}

/** The largest size that so many fill; 1 where none. */
function largest(sizes: readonly number[], available: number): number {
  return sizes.findLast((size) => size <= available) ?? 1;
}
