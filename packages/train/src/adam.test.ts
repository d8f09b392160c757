import { Graph, seededRandom } from '@presage/model';
import { describe, expect, test } from 'vitest';
import { runnableGraph } from '../test/run-graph.ts';
import { adam, adamStepSize, clipByNorm } from './adam.ts';

const size = 12;

/** Algorithm 1 of Kingma & Ba (2015), a number at a time. */
function referenceAdam(weight: number, gradients: readonly number[], learningRate: number): number {
  let theta = weight;
  let mean = 0;
  let meanSquare = 0;
  gradients.forEach((gradient, index) => {
    const step = index + 1;
    mean = 0.9 * mean + 0.1 * gradient;
    meanSquare = 0.999 * meanSquare + 0.001 * gradient ** 2;
    const meanHat = mean / (1 - 0.9 ** step);
    const meanSquareHat = meanSquare / (1 - 0.999 ** step);
    theta -= (learningRate * meanHat) / (Math.sqrt(meanSquareHat) + 1e-8);
  });
  return theta;
}

test('Adam goes where a plain calculation in double precision goes', async () => {
  const graph = new Graph();
  const input = (name: string, length = size) => graph.input(name, 'float32', [length]);
  const state = { weight: input('weight'), mean: input('mean'), meanSquare: input('meanSquare') };
  const next = adam(state, input('gradient'), { stepSize: input('stepSize', 1) });
  for (const [name, value] of Object.entries({ ...next })) graph.output(`${name}:next`, value);
  await using runnable = await runnableGraph(graph);

  const random = seededRandom(3);
  const numbers = (): Float32Array => Float32Array.from({ length: size }, () => 2 * random() - 1);
  const start = numbers();
  const gradients = Array.from({ length: 20 }, numbers);
  let current: Record<'weight' | 'mean' | 'meanSquare', Float32Array> = {
    weight: start,
    mean: new Float32Array(size),
    meanSquare: new Float32Array(size),
  };
  for (const [index, gradient] of gradients.entries()) {
    const stepSize = Float32Array.of(adamStepSize(0.01, index + 1));
    const out = await runnable.run({ ...current, gradient, stepSize });
    current = {
      weight: out['weight:next']!,
      mean: out['mean:next']!,
      meanSquare: out['meanSquare:next']!,
    };
  }
  current.weight.forEach((weight, index) => {
    const expected = referenceAdam(
      start[index]!,
      gradients.map((gradient) => gradient[index]!),
      0.01,
    );
    expect(weight).toBeCloseTo(expected, 5);
    expect(Math.abs(weight - start[index]!)).toBeGreaterThan(1e-3);
  });
});

test('the first step is as long as the learning rate', () => {
  const mean = 0.1;
  const root = Math.sqrt(0.001);
  expect((adamStepSize(0.01, 1) * mean) / root).toBeCloseTo(0.01, 12);
});

async function clip(limit: number, first: readonly number[], second: readonly number[]) {
  const graph = new Graph();
  const gradients = [
    graph.input('first', 'float32', [first.length]),
    graph.input('second', 'float32', [second.length, 1]),
  ];
  clipByNorm(gradients, limit).forEach((value, index) => graph.output(`clipped${index}`, value));
  await using runnable = await runnableGraph(graph);
  const out = await runnable.run({
    first: Float32Array.from(first),
    second: Float32Array.from(second),
  });
  return [...out['clipped0']!, ...out['clipped1']!];
}

describe('clipping', () => {
  test('takes gradients that are too long together back to the limit, keeping their direction', async () => {
    const clipped = await clip(2, [3, 0], [0, 4]);
    [1.2, 0, 0, 1.6].forEach((expected, index) => expect(clipped[index]).toBeCloseTo(expected, 6));
  });

  test('leaves gradients within the limit alone', async () => {
    expect(await clip(5, [3, 0], [0, 4])).toEqual([3, 0, 0, 4]);
    expect(await clip(100, [3, 0], [0, 4])).toEqual([3, 0, 0, 4]);
  });

  test('leaves zeros zero', async () => {
    expect(await clip(1, [0, 0], [0])).toEqual([0, 0, 0]);
  });
});
