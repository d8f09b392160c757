import { FatalError, TransientError } from '@presage/core';
import { frameNeedsOf } from '../file/frame-needs-of.ts';
import { arrayInput, frameInput } from './check-step-input.ts';
import { elementsOf } from './float-tensors.ts';
import type { StreamLoad } from './model-load.ts';
import type { ArrayStepResult, ModelStream, OutputTensor } from './model.ts';
import type { ModelSession } from './open-session.ts';
import type { SessionPlan, StepInput } from './protocol.ts';
import { decodeSnapshot, encodeSnapshot } from './snapshot.ts';

export interface ModelStreamOptions {
  /** Steps that may wait. */
  readonly waitingSteps: number;
  /** Once the stream is disposed of. */
  onClose(): void;
}

/** The main thread's end of a stream, which can change the session that it runs on. */
export interface MovableStream {
  readonly stream: ModelStream;
  load(): StreamLoad;
  /**
   * Moves to another session: what was asked for so far is answered by the old one, later requests
   * wait for that and go to the new one. The state moves along where the graph is the same.
   */
  moveTo(session: ModelSession): Promise<void>;
}

/** A session, and the stream's number in it. */
interface Place extends ModelSession {
  readonly number: number;
}

/** A request that waits while the stream moves. */
interface Held {
  send(): void;
  reject(reason: unknown): void;
}

/** Creates a stream at zero state. */
export function createModelStream(
  first: ModelSession,
  { waitingSteps, onClose }: ModelStreamOptions,
): MovableStream {
  let place = placeIn(first);
  // What is swapped in has the same outputs.
  const layout = layoutOf(place.plan);
  let leaving: Place | undefined;
  let held: Held[] | undefined;
  let closed: FatalError | undefined;
  /** When each step that waits was asked for, oldest first. */
  const askedMs: number[] = [];
  let steps = 0;

  async function ask<T>(send: (to: Place) => Promise<T>): Promise<T> {
    if (closed) throw closed;
    const waiting = held;
    if (!waiting) return send(place);
    return new Promise((resolve, reject) => {
      waiting.push({ send: () => void send(place).then(resolve, reject), reject });
    });
  }

  async function step(input: StepInput, startsAnew: boolean): Promise<ArrayStepResult> {
    if (askedMs.length >= waitingSteps) throw busy(waitingSteps);
    askedMs.push(performance.now());
    try {
      const { values, warmUp, stepMs } = await ask(({ client, number }) =>
        client.ask({ kind: 'step', stream: number, input, startsAnew }, [input.buffer]),
      );
      return { outputs: layout(values), warmUp, stepMs };
    } finally {
      askedMs.shift();
      steps += 1;
    }
  }

  const stream: ModelStream = {
    async step(frame) {
      if (closed) throw closed;
      const input = frameInput(frame, frameNeedsOf({ description: place.plan }, 'the model'));
      const { timestampUs, sequence, discontinuity } = frame;
      return { ...(await step(input, discontinuity !== undefined)), timestampUs, sequence };
    },
    async stepArray(values, { startsAnew = false } = {}) {
      if (closed) throw closed;
      return step(arrayInput(values, place.plan), startsAnew);
    },
    reset: () => ask(({ client, number }) => client.ask({ kind: 'reset', stream: number })),
    snapshot: () =>
      ask(async ({ client, number, fit }) =>
        encodeSnapshot(await client.ask({ kind: 'snapshot', stream: number }), fit),
      ),
    async restore(snapshot) {
      const state = decodeSnapshot(snapshot, place.fit);
      return ask(({ client, number }) =>
        client.ask({ kind: 'restore', stream: number, state }, [state.states.buffer]),
      );
    },
    [Symbol.dispose]() {
      if (closed) return;
      closed = new FatalError({
        code: 'stream-closed',
        message: 'the stream was closed; make another with model.stream()',
      });
      for (const { reject } of held?.splice(0) ?? []) reject(closed);
      for (const { client, number } of leaving ? [leaving, place] : [place]) {
        client.abandon(number, closed);
        // Where the model is closed already, so is the stream.
        client.ask({ kind: 'abandon', stream: number }).catch(() => {});
      }
      onClose();
    },
  };

  return {
    stream,
    load: () => ({
      waiting: askedMs.length,
      oldestMs: askedMs.length > 0 ? performance.now() - askedMs[0]! : 0,
      steps,
    }),
    async moveTo(session) {
      if (closed) return;
      const from = place;
      leaving = from;
      held = [];
      place = placeIn(session);
      const same = Buffer.from(from.fit.model).equals(place.fit.model);
      try {
        // Answered after every step that was asked for before.
        const [state] = await Promise.all([
          same ? from.client.ask({ kind: 'snapshot', stream: from.number }) : undefined,
          from.client.ask({ kind: 'close', stream: from.number }),
        ]);
        if (state && !closed) {
          const { client, number } = place;
          const put = client.ask({ kind: 'restore', stream: number, state }, [state.states.buffer]);
          // Sent before the steps that were held, so it need not be waited for.
          put.catch(() => {});
        }
      } catch {
        // The old version is lost, and the state with it: the stream starts from zero.
      }
      const waiting = held.splice(0);
      [held, leaving] = [undefined, undefined];
      for (const { send } of waiting) send();
    },
  };
}

function placeIn(session: ModelSession): Place {
  return { ...session, number: session.nextStream() };
}

function busy(waitingSteps: number): TransientError {
  return new TransientError({
    code: 'stream-busy',
    message: `${waitingSteps} steps of this stream wait already, and no more may; wait for one before asking for the next, or open the model with a larger waitingSteps`,
    fields: { waitingSteps },
  });
}

function layoutOf(plan: SessionPlan) {
  let end = 0;
  const places = plan.outputs.map(({ name, shape }) => {
    const start = end;
    end += elementsOf(shape);
    return { name, shape, start, end };
  });
  return (values: Float32Array): Record<string, OutputTensor> =>
    Object.fromEntries(
      places.map(({ name, shape, start, end: stop }) => [
        name,
        { data: values.subarray(start, stop), shape },
      ]),
    );
}
