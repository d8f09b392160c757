// Streams of models on WebGPU beside the same on the CPU; writes how far they are apart.
import { bytesPerPixel } from '@presage/core';
import { buildStepModel } from '../src/lower/build-step-model.ts';
import { initialWeights } from '../src/initial-weights.ts';
import { networkSpecSchema } from '../src/spec/network-spec.ts';
import { openModel } from '../src/runtime/open-model.ts';
import type { ModelStream } from '../src/runtime/model.ts';
import { seededRandom } from '../src/seeded-random.ts';
import { largestDifference } from './largest-difference.ts';

function modelFile(hiddenChannels: number) {
  const spec = networkSpecSchema.parse({
    input: { width: 12, height: 8, frameRate: 5 },
    layers: [
      { type: 'convLstm', hiddenChannels, kernelSize: 3 },
      { type: 'conv', filters: 1, kernelSize: 3 },
    ],
    patchSize: 4,
    warmUpFrames: 0,
  });
  const { onnx: bytes, description } = buildStepModel(spec, initialWeights(spec, seededRandom(1)));
  return { bytes, description };
}

const random = seededRandom(2);
function frame(): Uint8Array<ArrayBuffer> {
  return new Uint8Array(12 * 8 * bytesPerPixel.gray8).map(() => random() * 256);
}

let difference = 0;
async function both(gpu: ModelStream, cpu: ModelStream, startsAnew = false): Promise<void> {
  const picture = frame();
  const [own, reference] = await Promise.all(
    [gpu, cpu].map((stream) => stream.stepArray(picture, { startsAnew })),
  );
  for (const [name, { data }] of Object.entries(reference!.outputs)) {
    difference = Math.max(difference, largestDifference(own!.outputs[name]!.data, data));
  }
}

const file = modelFile(2);
await using gpu = await openModel(file, { device: 'webgpu', batching: { sizes: [2] } });
await using cpu = await openModel(file, { device: 'cpu', batching: 'off' });
const pairs = [0, 1].map(() => [gpu.stream(), cpu.stream()] as const);

// Interleaved, at once so that runs are shared, each stream reset at steps of its own.
for (let step = 0; step < 12; step += 1) {
  await Promise.all(
    pairs.map(([onGpu, onCpu], index) => both(onGpu, onCpu, step === 4 + 3 * index)),
  );
  if (step === 9) await Promise.all(pairs[0]!.map((stream) => stream.reset()));
}

// From one device to the other, and back.
const [onGpu, onCpu] = pairs[1]!;
const snapshot = await onGpu.snapshot();
const restored = cpu.stream();
await restored.restore(snapshot);
await both(onGpu, restored);
await both(onGpu, restored);
const returned = gpu.stream();
await returned.restore(await restored.snapshot());
await both(returned, restored);
onCpu[Symbol.dispose]();

// Another model opens on the same GPU, and ends, while this one is stepping.
for (let round = 0; round < 2; round += 1) {
  const load = Promise.all(Array.from({ length: 10 }, () => both(pairs[0]![0], pairs[0]![1])));
  await using other = await openModel(modelFile(3), { device: 'webgpu', batching: 'off' });
  using stream = other.stream();
  await stream.stepArray(frame());
  await load;
}
// A swap for the same graph carries the states over, while steps go on.
const [stepping] = pairs;
const load = Promise.all(Array.from({ length: 10 }, () => both(...stepping!)));
await gpu.swap(file);
await load;
await both(...stepping!);

// Sixteen streams a run, which opening tries: WebGPU binds no more than eight to twelve tensors at once.
await using many = await openModel(file, { device: 'webgpu', batching: { sizes: [16] } });
const sixteen = Array.from({ length: 16 }, () => [many.stream(), cpu.stream()] as const);
for (let step = 0; step < 2; step += 1) {
  await Promise.all(sixteen.map(([own, reference]) => both(own, reference)));
}
process.stdout.write(JSON.stringify({ device: gpu.device, difference }));
