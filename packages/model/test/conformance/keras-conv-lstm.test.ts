import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { elementCount } from '../../src/graph/value.ts';
import { describeLayer } from '../../src/layers/lower-layer.ts';
import { layerSchema, type LayerOf } from '../../src/spec/layer-spec.ts';
import { largestDifference } from '../largest-difference.ts';
import { runStepwise, runUnrolled, type LayerResult, type LayerRun } from '../run-layer.ts';

const path = fileURLToPath(
  new URL('../../../../../shared/data/conformance/convlstm_cells.json', import.meta.url),
);
const tolerance = 1e-5;

/** The numbers that Keras and TensorFlow.js publish; what they are made from is written there in words. */
const fileSchema = z.tuple([
  z.object({ expected_each_filter: z.array(z.array(z.array(z.number()))) }),
  z.object({ expected: z.object({ mean_h: z.number(), mean_c: z.number() }) }),
  z.object({ expected: z.object({ h_t0: z.number(), h_t1: z.number(), c_final: z.number() }) }),
]);
const present = existsSync(path);
const absent = `${path} is not on this machine`;
const published = () => fileSchema.parse(JSON.parse(readFileSync(path, 'utf8')));

test('Keras 3: two sequences, valid padding, the forget bias at 1', async ({ skip }) => {
  skip(!present, absent);
  const [{ expected_each_filter: expected }] = published();
  const layer = layerSchema.parse({
    type: 'convLstm',
    hiddenChannels: 2,
    kernelSize: 3,
    padding: 'valid',
  });
  const [batch, frames, height, width, channels] = [2, 3, 4, 4, 5];
  // There the elements count up in the order sequence, frame, row, column, channel.
  const x = Float32Array.from(
    { length: batch * frames * height * width * channels },
    (_, index) => {
      const [column, row] = [index % width, Math.floor(index / width) % height];
      const channel = Math.floor(index / width / height) % channels;
      const sequence = Math.floor(index / width / height / channels) % batch;
      const frame = Math.floor(index / width / height / channels / batch);
      return (
        ((((sequence * frames + frame) * height + row) * width + column) * channels + channel) / 100
      );
    },
  );
  const weights = new Map([
    ['inputWeight', new Float32Array(8 * channels * 9).fill(0.01)],
    ['hiddenWeight', new Float32Array(8 * 2 * 9).fill(0.02)],
    ['bias', Float32Array.of(0.03, 0.03, 1, 1, 0.03, 0.03, 0.03, 0.03)],
  ]);
  const run = { layer, inputShape: [channels, height, width], weights, x, frames, batch };
  for (const { states } of await bothWays(run)) {
    const both = expected.flatMap((map) => [...map.flat(), ...map.flat()]);
    expect(largestDifference(states.get('hidden')!.data, both)).toBeLessThan(tolerance);
  }
});

test.for(
  [3, 5, 9].flatMap((hiddenChannels) =>
    [3, 5].flatMap((kernelSize) =>
      (['valid', 'same'] as const).map((padding) => ({ hiddenChannels, kernelSize, padding })),
    ),
  ),
)(
  'TensorFlow.js: all ones, $hiddenChannels filters, kernel $kernelSize, $padding padding',
  async (options, { skip }) => {
    skip(!present, absent);
    const [, { expected }] = published();
    for (const { states } of await bothWays(ones(options, { size: 8, frames: 1, batch: 1 }))) {
      for (const hidden of states.get('hidden')!.data)
        expect(hidden).toBeCloseTo(expected.mean_h, 5);
      for (const cell of states.get('cell')!.data) expect(cell).toBeCloseTo(expected.mean_c, 5);
    }
  },
);

test('TensorFlow.js: all ones, two frames of four sequences', async ({ skip }) => {
  skip(!present, absent);
  const [, , { expected }] = published();
  const options = { hiddenChannels: 5, kernelSize: 3, padding: 'valid' } as const;
  for (const { y, states } of await bothWays(ones(options, { size: 5, frames: 2, batch: 4 }))) {
    expect(y.shape).toEqual([2 * 4, 5, 3, 3]);
    const half = y.data.length / 2;
    for (const hidden of y.data.slice(0, half)) expect(hidden).toBeCloseTo(expected.h_t0, 5);
    for (const hidden of y.data.slice(half)) expect(hidden).toBeCloseTo(expected.h_t1, 5);
    for (const cell of states.get('cell')!.data) expect(cell).toBeCloseTo(expected.c_final, 5);
  }
});

type Options = Pick<LayerOf<'convLstm'>, 'hiddenChannels' | 'kernelSize' | 'padding'>;

const full = (shape: readonly number[]): Float32Array =>
  new Float32Array(elementCount(shape)).fill(1);

/** Three channels, weights and biases and pixels all 1; gates as in Keras 2. */
function ones(
  options: Options,
  {
    size,
    frames,
    batch,
  }: { readonly size: number; readonly frames: number; readonly batch: number },
): LayerRun {
  const layer = layerSchema.parse({
    type: 'convLstm',
    gateActivation: 'hardSigmoidKeras2',
    ...options,
  });
  const inputShape = [3, size, size];
  const weights = new Map(
    describeLayer(layer, inputShape).parameters.map(({ name, shape }) => [name, full(shape)]),
  );
  return { layer, inputShape, weights, x: full([frames * batch, ...inputShape]), frames, batch };
}

async function bothWays(run: LayerRun): Promise<readonly LayerResult[]> {
  return [await runStepwise(run), await runUnrolled(run)];
}
