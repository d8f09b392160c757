import {
  bytesPerPixel,
  FatalError,
  InputError,
  type FrameData,
  type FrameNeeds,
} from '@presage/core';
import { frameNeedsOf } from '../file/frame-needs-of.ts';
import type { ModelStream, OutputTensor } from './model.ts';
import type { SessionPlan } from './protocol.ts';
import type { SessionClient } from './session-client.ts';
import { decodeSnapshot, encodeSnapshot, type SnapshotFit } from './snapshot.ts';

export interface ModelStreamOptions {
  readonly client: SessionClient;
  readonly plan: SessionPlan;
  readonly fit: SnapshotFit;
  /** The stream's number in its worker. */
  readonly number: number;
}

/** The main thread's end of a stream. */
export function createModelStream({ client, plan, fit, number }: ModelStreamOptions): ModelStream {
  const layout = layoutOf(plan);
  let closed: FatalError | undefined;

  const ask: SessionClient['ask'] = async (request, transfer) => {
    if (closed) throw closed;
    return client.ask(request, transfer);
  };

  return {
    async step(frame) {
      if (closed) throw closed;
      checkFrame(frame, frameNeedsOf({ description: plan }, 'the model'));
      const bytes = whollyOwned(frame.bytes);
      const { timestampUs, sequence, discontinuity } = frame;
      const { values, warmUp, stepMs } = await ask(
        { kind: 'step', stream: number, frame: bytes, startsAnew: discontinuity !== undefined },
        [bytes.buffer],
      );
      return { outputs: layout(values), warmUp, timestampUs, sequence, stepMs };
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
    end += shape.reduce((product, size) => product * size, 1);
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

function checkFrame({ width, height, format, bytes }: FrameData, needs: FrameNeeds): void {
  const length = needs.width * needs.height * bytesPerPixel[needs.format];
  const fits = width === needs.width && height === needs.height && format === needs.format;
  if (fits && bytes.length === length) return;
  throw new InputError({
    code: 'frame-mismatch',
    message: `the model takes frames of ${needs.width}×${needs.height} ${needs.format} in ${length} bytes, not ${width}×${height} ${format} in ${bytes.length}; ask the source for the model's needs, and give each frame to one stream only: its bytes move`,
    fields: { needs, width, height, format, length: bytes.length },
  });
}

function whollyOwned(bytes: Uint8Array<ArrayBuffer>): Uint8Array<ArrayBuffer> {
  // Not `slice()`: a Buffer's is a view.
  return bytes.byteLength === bytes.buffer.byteLength ? bytes : new Uint8Array(bytes);
}
