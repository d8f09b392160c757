import { parentPort, workerData, type Transferable } from 'node:worker_threads';
import { withExitGuard } from './exit-guard.ts';
import { graphDigest } from './graph-digest.ts';
import { openStepDevice } from './open-step-device.ts';
import type {
  LoadReply,
  LoadRequest,
  SessionAnswer,
  SessionAnswers,
  SessionEnd,
  SessionMessage,
  SessionRequest,
  SessionWorkerData,
  StepRequest,
} from './protocol.ts';
import { createRecurrentStream, type RecurrentStream } from './recurrent-stream.ts';
import { createRequestQueue } from './request-queue.ts';
import { runSteps } from './step-runner.ts';
import type { StepDevice } from './step-device.ts';
import { blankInput, openStepSession, wholeShape, type StepSession } from './step-session.ts';
import { withWebgpuLock } from './webgpu-lock.ts';

// The thread that a model's sessions live on: a run blocks the thread it is called from.

const port = parentPort;
if (!port) throw new TypeError('session-worker runs as a worker only');

const guard = workerData as SessionWorkerData;

/** On WebGPU every call that may reach ONNX Runtime waits for the process's lock. */
let onWebgpu = false;

/** A model that is open. */
interface Loaded {
  readonly device: StepDevice;
  readonly alone: StepSession;
  open(): RecurrentStream;
}

let loaded: Loaded | undefined;
const streams = new Map<number, RecurrentStream>();

async function load({ bytes, plan, device, threads }: LoadRequest): Promise<LoadReply> {
  const stateShapes = plan.states.map(({ shape }) => wholeShape(plan, shape));
  const opened = await openStepDevice(device, { threads, stateShapes });
  const alone = await openStepSession(bytes, plan, { device: opened });
  const open = () => createRecurrentStream(opened.createStates(), plan.warmUpFrames);
  // Proves that the graph runs, and lets ONNX Runtime allocate what it wants before a frame waits.
  using first = open();
  await alone.run([{ states: first.states, inputs: [blankInput(plan)] }]);
  loaded = { device: opened, alone, open };
  return { digest: graphDigest(bytes) };
}

function streamOf(number: number): RecurrentStream {
  if (!loaded) throw new TypeError('the model is not loaded');
  const stream = streams.get(number) ?? loaded.open();
  streams.set(number, stream);
  return stream;
}

async function step(requests: readonly StepRequest[]): Promise<SessionAnswer[]> {
  const jobs = requests.map(({ stream, input, startsAnew }) => ({
    stream: streamOf(stream),
    inputs: [input],
    startsAnew,
  }));
  const { alone } = loaded!;
  const outcomes = await runSteps(jobs, { session: alone, alone });
  return outcomes.map(([outcome], index) => ({ stream: requests[index]!.stream, ...outcome! }));
}

type Value = SessionAnswers[keyof SessionAnswers];

async function serve(request: Exclude<SessionRequest, StepRequest>): Promise<Value> {
  switch (request.kind) {
    case 'load':
      return load(request);
    case 'close':
      streams.get(request.stream)?.[Symbol.dispose]();
      streams.delete(request.stream);
      return undefined;
    case 'reset':
      streamOf(request.stream).reset();
      return undefined;
    case 'snapshot':
      return streamOf(request.stream).snapshot();
    case 'restore':
      streamOf(request.stream).restore(request.state);
      return undefined;
    default:
      return request satisfies never;
  }
}

/** The process does not exit within `call`, and no other thread is in there on the same device. */
async function guarded<T>(call: () => Promise<T>): Promise<T> {
  return withExitGuard(guard, onWebgpu ? () => withWebgpuLock(guard.webgpuLock, call) : call);
}

async function release(): Promise<void> {
  for (const stream of streams.values()) stream[Symbol.dispose]();
  await loaded?.alone[Symbol.asyncDispose]();
  await loaded?.device[Symbol.asyncDispose]();
}

async function answersTo(requests: readonly SessionRequest[]): Promise<SessionAnswer[]> {
  const [first] = requests;
  if (!first) return [];
  const stream = 'stream' in first ? first.stream : undefined;
  if (first.kind === 'load') onWebgpu = first.device === 'webgpu';
  try {
    if (first.kind !== 'step') {
      return [{ stream, value: await guarded(() => serve(first)) }];
    }
    return await guarded(() => step(requests as readonly StepRequest[]));
  } catch (error) {
    return [{ stream, failure: error instanceof Error ? error.message : String(error) }];
  }
}

function transferred(answers: readonly SessionAnswer[]): Transferable[] {
  return answers.flatMap((answer) => {
    if (!('value' in answer) || !answer.value) return [];
    if ('values' in answer.value) return [answer.value.values.buffer];
    return 'states' in answer.value ? [answer.value.states.buffer] : [];
  });
}

const queue = createRequestQueue();
let serving = false;
let ending = false;

port.on('message', (request: SessionRequest | SessionEnd) => {
  if (request.kind === 'end') ending = true;
  else queue.push(request);
  if (!serving) void serveWaiting(port);
});

async function serveWaiting(to: typeof port & object): Promise<void> {
  serving = true;
  for (let taken = queue.take(); taken.length > 0 && !ending; taken = queue.take()) {
    const answers = await answersTo(taken);
    to.postMessage({ answers } satisfies SessionMessage, transferred(answers));
  }
  serving = false;
  if (!ending) return;
  try {
    // The end of the thread would free it beside the runs of others.
    if (onWebgpu) await guarded(release);
  } finally {
    to.close();
  }
}
