import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { largestDifference } from '../../test/largest-difference.ts';
import { randomBytes } from '../../test/random-bytes.ts';
import { randomNetwork } from '../../test/random-network.ts';
import { randomWeights } from '../../test/random-weights.ts';
import { runReferenceNetwork } from '../../test/reference/reference-network.ts';
import {
  openStepGraph,
  runSteps,
  runUnrolledNetwork,
  type Footage,
  type Network,
} from '../../test/run-network.ts';
import { encodeModelFile } from '../file/encode-model-file.ts';
import { parseModelFile } from '../file/parse-model-file.ts';
import { elementCount } from '../graph/value.ts';
import { openModel } from '../runtime/open-model.ts';
import type { Batching } from '../runtime/protocol.ts';
import { seededRandom } from '../seeded-random.ts';
import {
  networkSpecSchema,
  type NetworkSpec,
  type NetworkSpecInput,
} from '../spec/network-spec.ts';
import { buildStepModel } from './build-step-model.ts';
import { describeNetwork } from './describe-network.ts';
import { networkInput } from './network-input.ts';

const frames = 3;
const batch = 2;
const tolerance = 1e-5;

/** Values of about 1, so that the difference in single precision is that of the arithmetic. */
function footageFor(spec: NetworkSpec, random: () => number): Footage {
  const length = frames * batch * elementCount(networkInput(spec).shape);
  return { data: Float32Array.from({ length }, () => 2 * random() - 1), frames, batch };
}

test.for([1, 2, 3])(
  'random networks over %i axes: steps, the unrolled graph and double precision agree',
  async (rank) => {
    const seen = new Set<string>();
    await fc.assert(
      fc.asyncProperty(
        fc.record({
          seed: fc.integer({ min: 1, max: 2 ** 31 - 1 }),
          layerCount: fc.integer({ min: 1, max: 9 }),
          layout: fc.constantFrom('channelsFirst', 'channelsLast'),
        }),
        async ({ seed, ...wish }) => {
          const random = seededRandom(seed);
          const network = randomNetwork({ ...wish, rank, random });
          for (const { type } of network.spec.layers) seen.add(type);
          const footage = footageFor(network.spec, random);
          const expected = runReferenceNetwork(network, footage);
          await using session = await openStepGraph(network);
          const stepped = await runSteps(session, network, footage);
          const unrolled = await runUnrolledNetwork(network, footage);
          const { outputs } = buildStepModel(network.spec, network.weights).description;
          expect(outputs).toEqual([{ name: 'output', shape: [...expected.shape] }]);
          for (const { results, shape } of [stepped, unrolled]) {
            expect(shape).toEqual(expected.shape);
            expect(relativeDifference(results, expected.results)).toBeLessThan(tolerance);
          }
          for (const [name, state] of Object.entries(stepped.states))
            expect(relativeDifference(state, unrolled.states[name]!)).toBeLessThan(tolerance);
        },
      ),
      { numRuns: 60 },
    );
    expect(seen.size).toBeGreaterThan(15);
  },
);

/** The largest difference, of numbers above 1 as their fraction. */
function relativeDifference(a: ArrayLike<number>, b: ArrayLike<number>): number {
  const scale = Array.from(b, (value) => Math.max(1, Math.abs(value)));
  return largestDifference(
    Array.from(a, (value, index) => value / scale[index]!),
    Array.from(b, (value, index) => value / scale[index]!),
  );
}

test.for(['channelsFirst', 'channelsLast'] as const)(
  'where only the last frame comes out, unrolled graph and last step agree, %s',
  async (layout) => {
    const network = withRandomWeights({
      input: { shape: [3, 4, 3], layout },
      layers: [
        { type: 'convLstm', name: 'low', hiddenChannels: 3, kernelSize: 3 },
        { type: 'convGru', name: 'high', hiddenChannels: 2, kernelSize: 3, returnSequences: false },
        { type: 'globalPool', kind: 'max' },
        { type: 'dense', units: 4, activation: 'softmax' },
        { type: 'reshape', shape: [4] },
      ],
      target: 'none',
      warmUpFrames: 0,
    });
    const footage = footageFor(network.spec, seededRandom(29));
    await using session = await openStepGraph(network);
    const stepped = await runSteps(session, network, footage);
    const unrolled = await runUnrolledNetwork(network, footage);
    expect(unrolled.shape).toEqual([4]);
    expect(unrolled.results).toHaveLength(batch * 4);
    expect(largestDifference(unrolled.results, stepped.results.slice(-batch * 4))).toBeLessThan(
      tolerance,
    );
  },
);

test.for(['channelsFirst', 'channelsLast'] as const)(
  'vectors are maps without places, %s',
  async (layout) => {
    const network = withRandomWeights({
      input: { shape: [6], layout },
      layers: [
        { type: 'normalisation', kind: 'layer', epsilon: 0.1 },
        { type: 'reshape', shape: [6, 1] },
        { type: 'convLstm', name: 'memory', hiddenChannels: 4, kernelSize: 1 },
        { type: 'reshape', shape: [4] },
        { type: 'dense', units: 3 },
      ],
      target: 'none',
      warmUpFrames: 0,
    });
    const footage = footageFor(network.spec, seededRandom(37));
    await using session = await openStepGraph(network);
    const { results, shape } = await runSteps(session, network, footage);
    expect(shape).toEqual([3]);
    const expected = runReferenceNetwork(network, footage);
    expect(largestDifference(results, expected.results)).toBeLessThan(tolerance);
  },
);

test('frames that are compared with nothing give the output in the layout of frames', async () => {
  const common: Pick<PlainNetworkSpecInput, 'layers' | 'target' | 'warmUpFrames'> = {
    layers: [
      { type: 'convLstm', name: 'memory', hiddenChannels: 3, kernelSize: 3 },
      { type: 'conv', name: 'last', filters: 2, kernelSize: 1 },
    ],
    target: 'none',
    warmUpFrames: 0,
  };
  const frameNetwork = withRandomWeights({
    ...common,
    input: { width: 3, height: 4, format: 'rgb24', frameRate: 5 },
  });
  const { spec } = withRandomWeights({
    ...common,
    input: { shape: [4, 3, 3], layout: 'channelsLast' as const },
  });
  const bytes = randomBytes(frames * batch * 4 * 3 * 3, seededRandom(31));
  const elements = Float32Array.from(bytes, (byte) => byte / 255);
  const found = await runUnrolledNetwork(frameNetwork, { data: bytes, frames, batch });
  const expected = await runUnrolledNetwork(
    { ...frameNetwork, spec },
    { data: elements, frames, batch },
  );
  expect(found.shape).toEqual([4, 3, 2]);
  expect(largestDifference(found.results, expected.results)).toBeLessThan(tolerance);
  const { description } = buildStepModel(frameNetwork.spec, frameNetwork.weights);
  expect(description).toMatchObject({
    input: { name: 'frame', type: 'uint8', shape: [4, 3, 3] },
    needs: { width: 3, height: 4, format: 'rgb24', frameRate: 5 },
    outputs: [{ name: 'output', shape: [4, 3, 2] }],
  });
});

test.for([
  { rank: 1, shape: [6, 2] },
  { rank: 2, shape: [4, 5, 2] },
  { rank: 3, shape: [2, 3, 4, 2] },
])('a model of arrays with $rank spatial axes steps through the runtime', async ({ shape }) => {
  const network = withRandomWeights({
    input: { shape, layout: 'channelsLast' },
    layers: [
      { type: 'convLstm', name: 'memory', hiddenChannels: 3, kernelSize: 3, peephole: 'perPixel' },
      { type: 'convGru', name: 'gated', hiddenChannels: 2, kernelSize: 3 },
    ],
    target: 'none',
    warmUpFrames: 1,
  });
  const { onnx, description } = buildStepModel(network.spec, network.weights);
  const file = parseModelFile(encodeModelFile(onnx, { description }), 'model');
  const { data } = footageFor(network.spec, seededRandom(41));
  const each = elementCount(shape);
  const expected = runReferenceNetwork(network, { data, frames: frames * batch, batch: 1 });
  await using model = await openModel(file, { threads: 1 });
  using stream = model.stream();
  const found: number[] = [];
  for (let frame = 0; frame < frames * batch; frame += 1) {
    const values = Float32Array.from(data.subarray(frame * each, (frame + 1) * each));
    const { outputs, warmUp } = await stream.stepArray(values);
    expect(warmUp).toBe(frame < 1);
    expect(outputs['output']!.shape).toEqual(expected.shape);
    found.push(...outputs['output']!.data);
  }
  expect(largestDifference(found, expected.results)).toBeLessThan(tolerance);
});

test.for<[string, Batching]>([
  ['several streams in a run', { sizes: [2, 4] }],
  ['several steps in a run', { chains: [2] }],
])('of a network that branches: %s give what each alone gives', async ([, batching]) => {
  const network = withRandomWeights({
    input: { shape: [2, 4, 3] },
    layers: [
      { type: 'convLstm', name: 'a', hiddenChannels: 3, kernelSize: 3 },
      { type: 'convGru', name: 'b', from: 'input', hiddenChannels: 3, kernelSize: 3 },
      { type: 'merge', name: 'both', kind: 'multiply', from: ['a', 'b'] },
      { type: 'pad', padding: 1 },
      { type: 'conv', filters: 2, kernelSize: 3, padding: 'valid' },
      {
        type: 'encoderForecaster',
        layers: [{ hiddenChannels: 2, kernelSize: 3 }],
        horizon: 2,
        filters: 1,
      },
    ],
    target: 'none',
    warmUpFrames: 0,
  });
  const { onnx, description } = buildStepModel(network.spec, network.weights);
  const file = parseModelFile(encodeModelFile(onnx, { description }), 'model');
  const streams = 4;
  const each = elementCount(description.input.shape);
  const random = seededRandom(47);
  const data = Float32Array.from({ length: frames * streams * each }, () => 2 * random() - 1);
  const { results } = runReferenceNetwork(network, { data, frames, batch: streams });
  await using model = await openModel(file, { threads: 1, batching });
  const open = Array.from({ length: streams }, () => model.stream());
  // All asked for at once, so that they wait together.
  const steps = Array.from({ length: frames * streams }, (_, index) =>
    open[index % streams]!.stepArray(data.slice(index * each, (index + 1) * each)),
  );
  const found = (await Promise.all(steps)).flatMap(({ outputs }) => [...outputs['output']!.data]);
  for (const stream of open) stream[Symbol.dispose]();
  expect(largestDifference(found, results)).toBeLessThan(tolerance);
});

test('a model of arrays says so in its description, and has no needs', () => {
  const { spec, weights } = withRandomWeights({
    input: { shape: [7, 2], layout: 'channelsLast', frameRate: 30 },
    layers: [{ type: 'convLstm', name: 'memory', hiddenChannels: 3, kernelSize: 3, stride: 2 }],
    target: 'none',
    warmUpFrames: 4,
  });
  const { onnx, description } = buildStepModel(spec, weights);
  expect(description).toEqual({
    spec,
    input: { name: 'input', type: 'float32', shape: [7, 2] },
    batch: 'free',
    states: [
      { input: 'memory.hidden', output: 'memory.hidden.next', shape: [3, 4] },
      { input: 'memory.cell', output: 'memory.cell.next', shape: [3, 4] },
    ],
    outputs: [{ name: 'output', shape: [4, 3] }],
    warmUpFrames: 4,
    precision: 'float32',
  });
  expect(parseModelFile(encodeModelFile(onnx, { description }), 'model').description).toEqual(
    description,
  );
});

type PlainNetworkSpecInput = Extract<NetworkSpecInput, { target: 'none' }>;

function withRandomWeights(written: NetworkSpecInput): Network {
  const spec = networkSpecSchema.parse(written);
  return { spec, weights: randomWeights(describeNetwork(spec).parameters, seededRandom(23)) };
}
