import { encodeGraph, Graph, matMul, neg, reduceMean, type Device } from '@presage/model';
import { InferenceSession, Tensor } from 'onnxruntime-node';

/** What the device does at most, as far as ONNX Runtime gets it to. */
export interface DeviceLimits {
  /** Gigabytes a second from JavaScript's memory to the device and back, both ways counted. */
  readonly copyGigabytes: number;
  /** Thousand million floating-point operations a second, in products of large matrices. */
  readonly gigaflops: number;
}

export interface LimitSizes {
  /** Numbers that are copied. */
  readonly copied: number;
  /** Side of the matrices. */
  readonly side: number;
  /** Products one after the other. */
  readonly products: number;
}

export const largeSizes: LimitSizes = { copied: 2 ** 24, side: 2048, products: 16 };
export const tinySizes: LimitSizes = { copied: 2 ** 16, side: 64, products: 4 };

/** Measures them. Nothing else may use the device in this process meanwhile. */
export async function measureLimits(
  device: Extract<Device, 'cuda' | 'webgpu' | 'cpu'>,
  { copied, side, products }: LimitSizes,
): Promise<DeviceLimits> {
  const copy = new Graph();
  copy.output('to', neg(copy.input('from', 'float32', [copied])));
  const copySeconds = await fastestRun(device, encodeGraph(copy), [copied]);

  const compute = new Graph();
  const from = compute.input('from', 'float32', [side, side]);
  let product = from;
  for (let index = 0; index < products; index += 1) product = matMul(product, from);
  // One number, so that the run waits for the device and copies next to nothing.
  compute.output('to', reduceMean(product, [0, 1]));
  const computeSeconds = await fastestRun(device, encodeGraph(compute), [side, side]);

  return {
    copyGigabytes: (2 * 4 * copied) / copySeconds / 1e9,
    gigaflops: (2 * side ** 3 * products) / computeSeconds / 1e9,
  };
}

/** Seconds: the fastest of five, after two that are not counted. */
async function fastestRun(
  device: string,
  bytes: Uint8Array,
  shape: readonly number[],
): Promise<number> {
  const session = await InferenceSession.create(bytes, { executionProviders: [device] });
  const length = shape.reduce((product, size) => product * size, 1);
  const from = new Tensor('float32', new Float32Array(length).fill(1 / shape[0]!), shape);
  let least = Infinity;
  for (let round = 0; round < 7; round += 1) {
    const begin = performance.now();
    await session.run({ from });
    if (round > 1) least = Math.min(least, performance.now() - begin);
  }
  await session.release();
  return least / 1000;
}
