import { describe, expect, test } from 'vitest';
import { largestDifference } from '../../test/largest-difference.ts';
import { layerCases, type LayerCase } from '../../test/layer-cases.ts';
import { randomWeights } from '../../test/random-weights.ts';
import { zeros64, type Array64 } from '../../test/reference/array64.ts';
import { referenceLayer, type Named64 } from '../../test/reference/reference-layer.ts';
import { runStepwise, runUnrolled, type LayerRun } from '../../test/run-layer.ts';
import { elementCount } from '../graph/value.ts';
import { seededRandom } from '../seeded-random.ts';
import { layerSchema } from '../spec/layer-spec.ts';
import { describeLayer } from './lower-layer.ts';

const frames = 3;
const batch = 2;
const tolerance = 1e-5;

describe.for(layerCases)('%s', ([, each]) => {
  test('equals its equations in double precision, frame by frame and unrolled', async () => {
    const run = randomRun(each);
    const expected = referenceOf(run);
    const { outputShape } = describeLayer(each.layer, each.inputShape, each.more);
    const stepwise = await runStepwise(run);
    const unrolled = await runUnrolled(run);
    expect(stepwise.y.shape).toEqual([frames * batch, ...outputShape]);
    expect(largestDifference(stepwise.y.data, expected.y)).toBeLessThan(tolerance);
    const seen = givesLastOnly(each) ? batch : frames * batch;
    expect(unrolled.y.shape).toEqual([seen, ...outputShape]);
    const last = expected.y.slice(-seen * elementCount(outputShape));
    expect(largestDifference(unrolled.y.data, last)).toBeLessThan(tolerance);
    for (const { states } of [stepwise, unrolled]) {
      expect([...states.keys()]).toEqual([...expected.states.keys()]);
      for (const [name, state] of states) {
        expect(largestDifference(state.data, expected.states.get(name)!)).toBeLessThan(tolerance);
      }
    }
  });
});

test('every layer type has a case', () => {
  const types = layerSchema.options.map(({ shape }) => shape.type.value);
  expect(new Set(layerCases.map(([, { layer }]) => layer.type))).toEqual(new Set(types));
});

function givesLastOnly({ layer }: LayerCase): boolean {
  return 'returnSequences' in layer && !layer.returnSequences;
}

function randomRun({ layer, inputShape, more }: LayerCase): LayerRun {
  const random = seededRandom(7);
  const weights = randomWeights(describeLayer(layer, inputShape, more).parameters, random);
  const some = (shape: readonly number[]) =>
    Float32Array.from({ length: frames * batch * elementCount(shape) }, () => 4 * random() - 2);
  const x = some(inputShape);
  const others = more.map((shape) => ({ shape, data: some(shape) }));
  return { layer, inputShape, more: others, weights, x, frames, batch };
}

/** `y` as `[frames, batch, …]`, and each state as `[batch, …]`. */
function referenceOf({ layer, inputShape, more = [], weights, x }: LayerRun) {
  const facts = describeLayer(
    layer,
    inputShape,
    more.map(({ shape }) => shape),
  );
  const doubles = new Map(
    facts.parameters.map(({ name, shape }) => [
      name,
      { shape, data: Float64Array.from(weights.get(name)!) },
    ]),
  );
  const zero = new Map(facts.states.map(({ name, shape }) => [name, zeros64(shape)]));
  const memories: Named64[] = Array.from({ length: batch }, () => zero);
  const outputs: Array64[] = [];
  for (let index = 0; index < frames * batch; index += 1) {
    const stream = index % batch;
    const input = {
      x: frameOf(inputShape, x, index),
      weights: doubles,
      states: memories[stream]!,
    };
    const others = more.map(({ shape, data }) => frameOf(shape, data, index));
    const { y, states } = referenceLayer(layer, input, others);
    memories[stream] = states;
    outputs.push(y);
  }
  return {
    y: outputs.flatMap(({ data }) => [...data]),
    states: new Map(
      facts.states.map(({ name }) => [
        name,
        memories.flatMap((memory) => [...memory.get(name)!.data]),
      ]),
    ),
  };
}

/** Map `index` of those that stand one behind the other in `data`. */
function frameOf(shape: readonly number[], data: Float32Array, index: number): Array64 {
  const each = elementCount(shape);
  return { shape, data: Float64Array.from(data.subarray(index * each, (index + 1) * each)) };
}
