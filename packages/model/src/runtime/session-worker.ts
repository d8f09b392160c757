import { InferenceSession } from 'onnxruntime-node';
import { parentPort, workerData, type Transferable } from 'node:worker_threads';
import type {
  SessionEnd,
  SessionMessage,
  SessionPlan,
  SessionRequest,
  SessionWorkerData,
  StepReply,
  StreamMemory,
} from './protocol.ts';
import { graphDigest } from './graph-digest.ts';
import { withExitGuard } from './exit-guard.ts';
import { createRecurrentStream, type RecurrentStream } from './recurrent-stream.ts';

// The thread that a model's session lives on: a run blocks the thread it is called from.

const port = parentPort;
if (!port) throw new TypeError('session-worker runs as a worker only');

const guard = workerData as SessionWorkerData;

let open: ((stream: number) => RecurrentStream) | undefined;
const streams = new Map<number, RecurrentStream>();

type Answer = {
  value?: Extract<SessionMessage, { value: unknown }>['value'];
  transfer?: Transferable[];
};

async function load({ bytes, plan, threads }: Extract<SessionRequest, { kind: 'load' }>) {
  const session = await InferenceSession.create(bytes, {
    executionProviders: ['cpu'],
    executionMode: 'sequential',
    graphOptimizationLevel: 'all',
    intraOpNumThreads: threads,
    interOpNumThreads: 1,
    // No spinning, small shares: the decoder runs on the same cores, and a step must neither burn
    // the time it waits nor wait for the one thread that was put off its core.
    extra: { session: { intra_op: { allow_spinning: '0' }, dynamic_block_base: '4' } },
  });
  await firstStep(session, plan);
  open = (stream) => {
    const opened = streams.get(stream) ?? createRecurrentStream(session, plan);
    streams.set(stream, opened);
    return opened;
  };
  return graphDigest(bytes);
}

/** Proves that the graph runs, and lets ONNX Runtime allocate what it wants before a frame waits. */
async function firstStep(session: InferenceSession, plan: SessionPlan): Promise<void> {
  const black = new Uint8Array(plan.input.shape.reduce((product, size) => product * size, 1));
  await createRecurrentStream(session, plan).step(black);
}

async function serve(request: SessionRequest): Promise<Answer> {
  if (request.kind === 'load') {
    return { value: await load(request) };
  }
  if (request.kind === 'close') {
    streams.delete(request.stream);
    return {};
  }
  if (!open) throw new TypeError('the model is not loaded');
  const stream = open(request.stream);
  switch (request.kind) {
    case 'step':
      if (request.startsAnew) stream.reset();
      return stepped(await stream.step(request.frame));
    case 'reset':
      stream.reset();
      return {};
    case 'snapshot':
      return remembered(stream.snapshot());
    case 'restore':
      stream.restore(request.state);
      return {};
    default:
      return request satisfies never;
  }
}

const stepped = (value: StepReply): Answer => ({ value, transfer: [value.values.buffer] });
const remembered = (value: StreamMemory): Answer => ({ value, transfer: [value.states.buffer] });

const waiting: SessionRequest[] = [];
let serving = false;
let ending = false;

port.on('message', (request: SessionRequest | SessionEnd) => {
  if (request.kind === 'end') ending = true;
  else waiting.push(request);
  if (!serving) void serveWaiting(port);
});

async function serveWaiting(to: typeof port & object): Promise<void> {
  serving = true;
  for (let request = waiting.shift(); request && !ending; request = waiting.shift()) {
    try {
      const { value, transfer } = await withExitGuard(guard, () => serve(request));
      to.postMessage({ value } satisfies SessionMessage, transfer);
    } catch (error) {
      const failure = error instanceof Error ? error.message : String(error);
      to.postMessage({ failure } satisfies SessionMessage, []);
    }
  }
  serving = false;
  if (ending) to.close();
}
