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
    for (const { y, states } of [await runStepwise(run), await runUnrolled(run)]) {
      expect(y.shape).toEqual([
        frames * batch,
        ...describeLayer(each.layer, each.inputShape).outputShape,
      ]);
      expect(largestDifference(y.data, expected.y)).toBeLessThan(tolerance);
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

function randomRun({ layer, inputShape }: LayerCase): LayerRun {
  const random = seededRandom(7);
  const weights = randomWeights(describeLayer(layer, inputShape).parameters, random);
  const length = frames * batch * elementCount(inputShape);
  const x = Float32Array.from({ length }, () => 4 * random() - 2);
  return { layer, inputShape, weights, x, frames, batch };
}

/** `y` as `[frames, batch, …]`, and each state as `[batch, …]`. */
function referenceOf({ layer, inputShape, weights, x }: LayerRun) {
  const facts = describeLayer(layer, inputShape);
  const doubles = new Map(
    facts.parameters.map(({ name, shape }) => [
      name,
      { shape, data: Float64Array.from(weights.get(name)!) },
    ]),
  );
  const each = elementCount(inputShape);
  const zero = new Map(facts.states.map(({ name, shape }) => [name, zeros64(shape)]));
  const memories: Named64[] = Array.from({ length: batch }, () => zero);
  const outputs: Array64[] = [];
  for (let index = 0; index < frames * batch; index += 1) {
    const stream = index % batch;
    const data = Float64Array.from(x.subarray(index * each, (index + 1) * each));
    const input = { x: { shape: inputShape, data }, weights: doubles, states: memories[stream]! };
    const { y, states } = referenceLayer(layer, input);
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
