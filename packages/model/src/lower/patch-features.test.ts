import { expect, test } from 'vitest';
import { openGraph } from '../../test/graph-session.ts';
import { largestDifference } from '../../test/largest-difference.ts';
import { randomBytes } from '../../test/random-bytes.ts';
import { elementCount } from '../graph/value.ts';
import { initialWeights } from '../initial-weights.ts';
import { seededRandom } from '../seeded-random.ts';
import { comparingNetworkSpecSchema, type NetworkSpecInput } from '../spec/network-spec.ts';
import { buildStepGraph } from './build-step-graph.ts';
import { buildStepModel } from './build-step-model.ts';
import { buildUnrolledGraph } from './build-unrolled-graph.ts';

const steps = 3;

interface Case {
  readonly width: number;
  readonly height: number;
  readonly patchSize: number;
  /** Side of the pixels of the hidden state, in the picture's. */
  readonly scale: number;
}

function networkOf({ width, height, patchSize, scale }: Case) {
  const small: NetworkSpecInput['layers'] =
    scale === 1 ? [] : [{ type: 'pixelUnshuffle', factor: scale }];
  const large: NetworkSpecInput['layers'] =
    scale === 1 ? [] : [{ type: 'pixelShuffle', factor: scale }];
  const spec = comparingNetworkSpecSchema.parse({
    input: { width, height, frameRate: 5 },
    layers: [
      ...small,
      { type: 'convLstm', name: 'first', hiddenChannels: 3, kernelSize: 3 },
      { type: 'convGru', hiddenChannels: 2, kernelSize: 3 },
      { type: 'conv', filters: scale ** 2, kernelSize: 1 },
      ...large,
    ],
    patchSize,
    warmUpFrames: 0,
  });
  return { spec, weights: initialWeights(spec, seededRandom(3)) };
}

type Network = ReturnType<typeof networkOf>;

const zeroStates = ({ spec, weights }: Network) =>
  Object.fromEntries(
    buildStepModel(spec, weights).description.states.map(({ input, shape }) => [
      input,
      { data: new Float32Array(elementCount(shape)), shape: [1, ...shape] },
    ]),
  );

/** Features of each step, and the hidden state after it. */
async function stepByStep(network: Network, frames: Uint8Array) {
  const { spec, weights } = network;
  const { height, width } = spec.input;
  await using session = await openGraph(buildStepGraph(spec, weights));
  let states = zeroStates(network);
  const said = [];
  for (let step = 0; step < steps; step += 1) {
    const data = frames.slice(step * width * height, (step + 1) * width * height);
    const found = await session.run({ frame: { data, shape: [1, height, width, 1] }, ...states });
    said.push({ features: found['features']!, hidden: found['first.hidden.next']! });
    states = Object.fromEntries(
      Object.keys(states).map((name) => [name, found[`${name}.next`]!]),
    ) as typeof states;
  }
  return said;
}

/** By its definition: each pixel of a patch has the value of the hidden pixel that it lies in. */
function plainMeans(hidden: { data: Float32Array; shape: readonly number[] }, network: Network) {
  const { input, patchSize } = network.spec;
  const [, channels = 0, rows = 0, columns = 0] = hidden.shape;
  const [down, across] = [input.height / rows, input.width / columns];
  const means: number[] = [];
  // Of so many points on each side of a pixel, which is fine enough for the sizes below.
  const fine = 4;
  for (let channel = 0; channel < channels; channel += 1) {
    for (let top = 0; top + patchSize <= input.height; top += patchSize) {
      for (let left = 0; left + patchSize <= input.width; left += patchSize) {
        let sum = 0;
        for (let y = 0; y < patchSize * fine; y += 1) {
          for (let x = 0; x < patchSize * fine; x += 1) {
            const row = Math.floor((top + (y + 0.5) / fine) / down);
            const column = Math.floor((left + (x + 0.5) / fine) / across);
            sum += hidden.data[(channel * rows + row) * columns + column]!;
          }
        }
        means.push(sum / (patchSize * fine) ** 2);
      }
    }
  }
  return means;
}

test.for<[string, Case]>([
  ['patches of whole hidden pixels', { width: 16, height: 12, patchSize: 4, scale: 2 }],
  ['patches that leave a border out', { width: 14, height: 10, patchSize: 4, scale: 2 }],
  ['patches of hidden pixels in part', { width: 16, height: 12, patchSize: 3, scale: 2 }],
  ['patches smaller than hidden pixels', { width: 16, height: 8, patchSize: 2, scale: 4 }],
])('features are the first hidden state, averaged over each patch: %s', async ([, sizes]) => {
  const network = networkOf(sizes);
  const { width, height } = network.spec.input;
  const frames = randomBytes(steps * width * height, seededRandom(5));
  const said = await stepByStep(network, frames);
  for (const { features, hidden } of said) {
    const rows = Math.floor(height / sizes.patchSize);
    const columns = Math.floor(width / sizes.patchSize);
    expect(features.shape).toEqual([1, 3, rows, columns]);
    expect(largestDifference([...features.data], plainMeans(hidden, network))).toBeLessThan(1e-6);
  }

  const graph = buildUnrolledGraph(network.spec, network.weights, { steps, batch: 1 });
  await using unrolled = await openGraph(graph);
  const { features } = await unrolled.run({
    frame: { data: frames, shape: [steps, height, width, 1] },
    ...zeroStates(network),
  });
  const each = said.flatMap((step) => [...step.features.data]);
  expect(largestDifference([...features!.data], each)).toBeLessThan(1e-5);
});

test('a network without memory has no features', () => {
  const spec = comparingNetworkSpecSchema.parse({
    input: { width: 8, height: 8, frameRate: 5 },
    layers: [{ type: 'conv', filters: 1, kernelSize: 3 }],
    patchSize: 4,
    warmUpFrames: 0,
  });
  const { description } = buildStepModel(spec, initialWeights(spec, seededRandom(1)));
  expect(description.outputs).toEqual([{ name: 'error', shape: [2, 2] }]);
});
