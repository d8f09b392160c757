import { parentPort, workerData, type Transferable } from 'node:worker_threads';
import { withExitGuard } from './exit-guard.ts';
import { freeMemory } from './float-tensors.ts';
import { graphDigest } from './graph-digest.ts';
import { openRuns, type StepRuns } from './open-runs.ts';
import type {
  AbandonRequest,
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
import { createRequestQueue, type Taken } from './request-queue.ts';
import { runSteps } from './step-runner.ts';

// The thread that a model's sessions live on: a run blocks the thread it is called from.

const port = parentPort;
if (!port) throw new TypeError('session-worker runs as a worker only');

const guard = workerData as SessionWorkerData;

let runs: StepRuns | undefined;
let open: (() => RecurrentStream) | undefined;
const streams = new Map<number, RecurrentStream>();
const queue = createRequestQueue();

async function load(request: LoadRequest): Promise<LoadReply> {
  const opened = await openRuns(request, () => ending);
  runs = opened;
  open = () => createRecurrentStream(opened.createStates(), request.plan.warmUpFrames);
  queue.use({ batches: [...opened.batches.keys()], chains: [...opened.chains.keys()] });
  const { stepMs, costs, reason, refused } = opened;
  const digest = graphDigest(request.bytes);
  // ONNX Runtime has a copy of what it needs.
  freeMemory(request.bytes);
  return { digest, stepMs, costs, reason, refused };
}

function streamOf(number: number): RecurrentStream {
  if (!open) throw new TypeError('the model is not loaded');
  const stream = streams.get(number) ?? open();
  streams.set(number, stream);
  return stream;
}

async function step(lanes: readonly (readonly StepRequest[])[]): Promise<SessionAnswer[]> {
  const jobs = lanes.map((steps) => ({
    stream: streamOf(steps[0]!.stream),
    inputs: steps.map(({ input }) => input),
    startsAnew: steps[0]!.startsAnew,
  }));
  const { alone, batches, chains } = runs!;
  const session = batches.get(lanes.length) ?? chains.get(lanes[0]!.length) ?? alone;
  const outcomes = await runSteps(jobs, { session, alone });
  return outcomes.flatMap((steps, lane) =>
    steps.map((outcome) => ({ stream: lanes[lane]![0]!.stream, ...outcome })),
  );
}

type Value = SessionAnswers[keyof SessionAnswers];

async function serve(request: Exclude<SessionRequest, StepRequest>): Promise<Value> {
  switch (request.kind) {
    case 'load':
      return load(request);
    case 'close':
    case 'abandon':
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

async function release(): Promise<void> {
  for (const stream of streams.values()) stream[Symbol.dispose]();
  await runs?.[Symbol.asyncDispose]();
}

async function answersTo(taken: Taken): Promise<SessionMessage> {
  if (taken.kind === 'request') {
    const { request } = taken;
    const stream = 'stream' in request ? request.stream : undefined;
    try {
      const value = await withExitGuard(guard, () => serve(request));
      return { answers: [{ stream, value }] };
    } catch (error) {
      return { answers: [{ stream, failure: messageOf(error) }] };
    }
  }
  const { lanes } = taken;
  try {
    const answers = await withExitGuard(guard, () => step(lanes));
    return { answers, run: { streams: lanes.length, steps: lanes[0]!.length } };
  } catch (error) {
    const failure = messageOf(error);
    return { answers: lanes.flat().map(({ stream }) => ({ stream, failure })) };
  }
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

function transferred(answers: readonly SessionAnswer[]): Transferable[] {
  return answers.flatMap((answer) => {
    if (!('value' in answer) || !answer.value) return [];
    if ('values' in answer.value) return [answer.value.values.buffer];
    return 'states' in answer.value ? [answer.value.states.buffer] : [];
  });
}

let serving = false;
let ending = false;

port.on('message', (request: SessionRequest | SessionEnd) => {
  if (request.kind === 'end') ending = true;
  else {
    if (request.kind === 'abandon') port.postMessage(dropped(request));
    queue.push(request);
  }
  if (!serving) void serveWaiting(port);
});

/** Nobody waits for the steps of a stream that is closed. */
function dropped({ stream }: AbandonRequest): SessionMessage {
  const answers = queue.drop(stream).map((request): SessionAnswer => {
    if (request.kind === 'step') freeMemory(request.input);
    return { stream, failure: 'its stream was closed' };
  });
  return { answers };
}

async function serveWaiting(to: typeof port & object): Promise<void> {
  serving = true;
  for (let taken = queue.take(); taken && !ending; taken = queue.take()) {
    const message = await answersTo(taken);
    to.postMessage(message, transferred(message.answers));
  }
  serving = false;
  if (!ending) return;
  try {
    // On a GPU, the end of the thread would free it beside the runs of others.
    await withExitGuard(guard, release);
  } finally {
    to.close();
  }
}
