import {
  describeNetwork,
  elementCount,
  pictureShape,
  seededRandom,
  type ComparingNetworkSpec,
} from '@presage/model';
import { beforeAll, expect, test } from 'vitest';
import {
  buildTrainingGraph,
  framesPerWindow,
  trainingNames,
  updated,
  weightNames,
} from '../src/training-graph.ts';
import {
  askPytorch,
  type ReferenceAnswer,
  type ReferenceTask,
  type ReferenceTensor,
} from './pytorch-reference.ts';
import { layerTypes, referenceNetworks } from './reference-networks.ts';
import { runnableGraph, type TensorValues } from './run-graph.ts';

const windowShape = { batchSize: 2, unrolledSteps: 3 };
const tasks = new Map(referenceNetworks.map(([name, spec]) => [name, randomTask(spec)]));
let answers: ReadonlyMap<string, ReferenceAnswer> | undefined;
let missing = '';

beforeAll(async () => {
  const found = await askPytorch([...tasks.values()]);
  if (typeof found === 'string') missing = found;
  else answers = new Map([...tasks.keys()].map((name, index) => [name, found[index]!]));
});

test('every layer type is compared', () => {
  const compared = new Set(
    referenceNetworks.flatMap(([, { layers }]) => layers.map(({ type }) => type as string)),
  );
  expect(layerTypes.filter((type) => !compared.has(type))).toEqual([]);
});

test.for([...tasks])("PyTorch's loss, gradients and states: %s", async ([name, task], { skip }) => {
  if (!answers) {
    skip(missing);
    return;
  }
  const expected = answers.get(name)!;
  const found = await learn(task);
  expect(Math.abs(found.loss / expected.loss - 1)).toBeLessThan(1e-5);
  for (const kind of ['gradients', 'states'] as const) {
    expect(Object.keys(found[kind])).toEqual(Object.keys(expected[kind]));
    const pairs = Object.entries(expected[kind]).map(([each, values]) => ({
      name: each,
      size: largest(values),
      off: difference(found[kind][each]!, values),
    }));
    expect(pairs.filter(({ size }) => size < 1e-6)).toEqual([]);
    expect(pairs.filter(({ off }) => !(off < 1e-4))).toEqual([]);
  }
});

/** Weights, states and frames that hide no mistake: none is 0, no two are alike. */
function randomTask(spec: ComparingNetworkSpec): ReferenceTask {
  const random = seededRandom(11);
  const { parameters, states } = describeNetwork(spec);
  const [channels, height, width] = pictureShape(spec.input);
  const numbers = (shape: readonly number[]): ReferenceTensor => ({
    shape,
    data: Float32Array.from({ length: elementCount(shape) }, () => 1.2 * random() - 0.6),
  });
  const shape = [
    framesPerWindow(spec, windowShape) * windowShape.batchSize,
    height,
    width,
    channels,
  ];
  const data = Uint8Array.from({ length: elementCount(shape) }, () => 256 * random());
  return {
    ...windowShape,
    spec,
    weights: Object.fromEntries(parameters.map((each) => [each.name, numbers(each.shape)])),
    states: Object.fromEntries(
      states.map((each) => [each.name, numbers([windowShape.batchSize, ...each.shape])]),
    ),
    frames: { shape, data },
  };
}

/** The same from the graph that learning runs. */
async function learn(task: ReferenceTask): Promise<ReferenceAnswer> {
  const graph = buildTrainingGraph(task.spec, { ...windowShape, clipNorm: 1e6 });
  const inputs: Record<string, Float32Array | Uint8Array> = {
    [trainingNames.frames]: task.frames.data,
    [trainingNames.stepSize]: new Float32Array(1),
  };
  for (const [name, { data }] of Object.entries(task.states)) inputs[name] = data;
  for (const [name, { data }] of Object.entries(task.weights)) {
    const names = weightNames(name);
    inputs[names.weight] = data;
    inputs[names.mean] = new Float32Array(data.length);
    inputs[names.meanSquare] = new Float32Array(data.length);
  }
  await using runnable = await runnableGraph(graph);
  const out: TensorValues = await runnable.run(inputs);
  return {
    loss: out[trainingNames.loss]![0]!,
    // Adam's first mean, from 0, is a tenth of the gradient.
    gradients: valuesOf(task.weights, (name) =>
      Array.from(out[updated(weightNames(name).mean)]!, (mean) => mean / 0.1),
    ),
    states: valuesOf(task.states, (name) => Array.from(out[updated(name)]!)),
  };
}

function valuesOf(
  tensors: ReferenceTask['weights'],
  values: (name: string) => number[],
): Record<string, number[]> {
  return Object.fromEntries(Object.keys(tensors).map((name) => [name, values(name)]));
}

function largest(values: readonly number[]): number {
  return values.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
}

/** The largest difference, as a share of the largest value. */
function difference(found: readonly number[], expected: readonly number[]): number {
  return largest(expected.map((value, index) => value - found[index]!)) / largest(expected);
}
