import { FatalError } from '@presage/core';
import { frameNeedsOf } from '../file/frame-needs-of.ts';
import { arrayInput, frameInput } from './check-step-input.ts';
import { elementsOf } from './float-tensors.ts';
import type { ArrayStepResult, ModelStream, OutputTensor } from './model.ts';
import type { ModelSession } from './open-session.ts';
import type { SessionPlan, StepInput } from './protocol.ts';
import type { SessionClient } from './session-client.ts';
import { decodeSnapshot, encodeSnapshot } from './snapshot.ts';

/** The main thread's end of a stream. */
export function createModelStream(session: ModelSession): ModelStream {
  const { client, plan, fit } = session;
  const layout = layoutOf(plan);
  const number = session.nextStream();
  let closed: FatalError | undefined;

  const ask: SessionClient['ask'] = async (request, transfer) => {
    if (closed) throw closed;
    return client.ask(request, transfer);
  };
  async function step(input: StepInput, startsAnew: boolean): Promise<ArrayStepResult> {
    const { values, warmUp, stepMs } = await ask(
      { kind: 'step', stream: number, input, startsAnew },
      [input.buffer],
    );
    return { outputs: layout(values), warmUp, stepMs };
  }

  return {
    async step(frame) {
      if (closed) throw closed;
      const input = frameInput(frame, frameNeedsOf({ description: plan }, 'the model'));
      const { timestampUs, sequence, discontinuity } = frame;
      return { ...(await step(input, discontinuity !== undefined)), timestampUs, sequence };
    },
    async stepArray(values, { startsAnew = false } = {}) {
      if (closed) throw closed;
      return step(arrayInput(values, plan), startsAnew);
    },
    reset: () => ask({ kind: 'reset', stream: number }),
    async snapshot() {
      return encodeSnapshot(await ask({ kind: 'snapshot', stream: number }), fit);
    },
    async restore(snapshot) {
      const state = decodeSnapshot(snapshot, fit);
      return ask({ kind: 'restore', stream: number, state }, [state.states.buffer]);
    },
    [Symbol.dispose]() {
      if (closed) return;
      closed = new FatalError({
        code: 'stream-closed',
        message: 'the stream was closed; make another with model.stream()',
      });
      client.abandon(number, closed);
      // Where the model is closed already, so is the stream.
      client.ask({ kind: 'close', stream: number }).catch(() => {});
    },
  };
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
