import type { ModelStream } from '../src/runtime/model.ts';
import { openModel } from '../src/runtime/open-model.ts';
import { initialWeights } from '../src/initial-weights.ts';
import { buildStepModel } from '../src/lower/build-step-model.ts';
import { seededRandom } from '../src/seeded-random.ts';
import { networkSpecSchema } from '../src/spec/network-spec.ts';
import { noiseFrame } from './small-network.ts';

// A process of its own, so that only the model's memory is in it. One JSON line on stdout.

/** 1.0 million weights, 4 MB. */
const spec = networkSpecSchema.parse({
  input: { width: 32, height: 24, format: 'gray8', frameRate: 5 },
  layers: [
    { type: 'conv', filters: 64, kernelSize: 5, stride: 2, activation: 'relu' },
    { type: 'convLstm', hiddenChannels: 64, kernelSize: 3 },
    { type: 'convLstm', hiddenChannels: 96, kernelSize: 3 },
    { type: 'convTranspose', filters: 1, kernelSize: 4, stride: 2, activation: 'sigmoid' },
  ],
  target: 'next',
  patchSize: 8,
  warmUpFrames: 2,
});
const versions = [1, 2].map((seed) => {
  const { onnx, description } = buildStepModel(spec, initialWeights(spec, seededRandom(seed)));
  return { bytes: onnx, description };
});

let running = 0;
process.on('worker', (worker) => {
  running += 1;
  worker.once('exit', () => (running -= 1));
});

/** Bytes, once what is garbage is gone. */
function resident(): number {
  for (let pass = 0; pass < 3; pass += 1) globalThis.gc?.();
  return process.memoryUsage.rss();
}

await using model = await openModel(versions[0]!, { threads: 1, batching: 'off' });
let feeding = true;
let asked = 0;
const answered: number[] = [];

async function feed(stream: ModelStream, number: number): Promise<void> {
  for (let sequence = 0; feeding; sequence += 1) {
    asked += 1;
    const result = await stream.step(noiseFrame(number, sequence));
    if (result.sequence !== sequence) throw new TypeError(`${result.sequence}, not ${sequence}`);
    answered[number] = (answered[number] ?? 0) + 1;
  }
}

const streams = [0, 1, 2, 3].map(() => model.stream());
const feeds = streams.map(feed);
while (model.load().steps < 200) await streams[0]!.reset();
const atBegin = resident();
for (let swap = 1; swap <= 20; swap += 1) await model.swap(versions[swap % 2]!);
const atEnd = resident();
feeding = false;
await Promise.all(feeds);
const steps = answered.reduce((sum, each) => sum + each);
process.stdout.write(JSON.stringify({ atBegin, atEnd, asked, steps, running }));
