import { InferenceSession, Tensor } from 'onnxruntime-node';
import { encodeGraph } from '../graph/encode-graph.ts';
import { Graph } from '../graph/graph.ts';
import { matMul, reduceMean } from '../graph/operations.ts';
import type { Device } from './device.ts';
import { providerOf } from './device-provider.ts';

/** How long a device and the CPU take for the same product of two matrices. Milliseconds. */
export interface DeviceSpeed {
  readonly deviceMs: number;
  readonly cpuMs: number;
}

/** Rows and columns: little for a GPU, and enough to tell one from a program that plays one. */
const side = 256;

/** Starts the smallest session there is on a device, whatever the model, and tells how fast it is. */
export async function deviceSpeed(device: Device): Promise<DeviceSpeed> {
  const graph = new Graph();
  const matrix = graph.input('from', 'float32', [side, side]);
  // One number, so that the run waits for the device.
  graph.output('to', reduceMean(matMul(matrix, matrix), [0, 1]));
  const bytes = encodeGraph(graph);
  const deviceMs = await productMs(device, bytes);
  return { deviceMs, cpuMs: await productMs('cpu', bytes) };
}

/** The fastest of three, after one that is not counted. */
async function productMs(device: Device, bytes: Uint8Array): Promise<number> {
  const session = await InferenceSession.create(bytes, {
    executionProviders: [providerOf[device]],
    logSeverityLevel: 4,
  });
  const from = new Tensor('float32', new Float32Array(side * side), [side, side]);
  let least = Infinity;
  for (let round = 0; round < 4; round += 1) {
    const begin = performance.now();
    await session.run({ from });
    if (round > 0) least = Math.min(least, performance.now() - begin);
  }
  await session.release();
  return least;
}
