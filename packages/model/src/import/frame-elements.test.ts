import { expect, test } from 'vitest';
import { floats, foreignModel, node } from '../../test/foreign-model.ts';
import { largestDifference } from '../../test/largest-difference.ts';
import { randomBytes } from '../../test/random-bytes.ts';
import { encodeSafetensors } from '../file/safetensors.ts';
import type { ModelFile } from '../file/model-file.ts';
import { openModel } from '../runtime/open-model.ts';
import { seededRandom } from '../seeded-random.ts';
import type { ImportedFrames, ImportOptions } from './import-options.ts';
import { importedModel } from './imported-model.ts';
import { importOnnx } from './onnx/import-onnx.ts';
import { importTorch } from './torch/import-torch.ts';

const width = 6;
const height = 4;
const kernel = Float32Array.from({ length: 81 }, (_, at) => Math.sin(at * 0.7) / 3);
const bias = Float32Array.of(0.1, -0.2, 0.3);

/** Of a convolution, not scaled: black at its border is then another number than in the picture. */
const safetensors = encodeSafetensors(
  [
    { name: 'first.weight', shape: [3, 3, 3, 3], data: kernel },
    { name: 'first.bias', shape: [3], data: bias },
  ],
  {},
);
const onnx = (layout: 'first' | 'last') => {
  const shape = layout === 'first' ? ['N', 3, height, width] : ['N', height, width, 3];
  const convolved = { pads: [1, 1, 1, 1] };
  return foreignModel({
    inputs: [{ name: 'x', shape }],
    outputs: [{ name: 'y', shape }],
    weights: [floats('w', [3, 3, 3, 3], kernel), floats('b', [3], bias)],
    nodes:
      layout === 'first'
        ? [node('y = Conv(x, w, b)', convolved)]
        : [
            node('first = Transpose(x)', { perm: [0, 3, 1, 2] }),
            node('given = Conv(first, w, b)', convolved),
            node('y = Transpose(given)', { perm: [0, 2, 3, 1] }),
          ],
  });
};

const layers = [{ type: 'conv', name: 'first', filters: 3, kernelSize: 3 }];
const torch = (options: ImportOptions): ModelFile =>
  importedModel(
    importTorch(safetensors, 'net.safetensors', {
      size: [height, width],
      spec: { layers },
      ...options,
    }),
    { file: 'net.safetensors', framework: 'safetensors' },
  ).file;
const sources: Record<string, (options: ImportOptions) => Promise<ModelFile>> = {
  'a spec with weights': (options) => Promise.resolve(torch(options)),
  'ONNX, channels first': async (options) =>
    (await importOnnx(onnx('first'), 'net.onnx', options)).file,
  'ONNX, channels last': async (options) =>
    (await importOnnx(onnx('last'), 'net.onnx', options)).file,
};

const scalings: readonly (Pick<ImportedFrames, 'range' | 'mean' | 'deviation'> & {
  readonly by: (element: number, channel: number) => number;
  readonly back: (element: number, channel: number) => number;
})[] = [
  { range: [-1, 1], by: (x) => 2 * x - 1, back: (x) => (x + 1) / 2 },
  { range: [0, 255], by: (x) => 255 * x, back: (x) => x / 255 },
  { mean: 0.45, deviation: 0.22, by: (x) => (x - 0.45) / 0.22, back: (x) => x * 0.22 + 0.45 },
  {
    mean: [0.5, 0.4, 0.3],
    deviation: [0.2, 0.25, 0.5],
    by: (x, c) => (x - [0.5, 0.4, 0.3][c]!) / [0.2, 0.25, 0.5][c]!,
    back: (x, c) => x * [0.2, 0.25, 0.5][c]! + [0.5, 0.4, 0.3][c]!,
  },
];

const pictures = [1, 2].map((seed) => randomBytes(width * height * 3, seededRandom(seed)));

async function resultsOf(file: ModelFile): Promise<Float32Array[]> {
  await using model = await openModel(file, { device: 'cpu', threads: 1, batching: 'off' });
  using stream = model.stream();
  const size = { width, height, format: 'rgb24' as const };
  const steps = pictures.map((bytes, sequence) =>
    stream.step({
      ...size,
      streamId: 'a',
      sequence,
      timestampUs: 0,
      arrivalMs: 0,
      bytes: bytes.slice(),
    }),
  );
  return (await Promise.all(steps)).map(({ outputs }) => Object.values(outputs)[0]!.data);
}

/** What the network gives for arrays that were scaled by hand, channels first. */
async function byHand(scale: (typeof scalings)[number]['by']): Promise<Float32Array[]> {
  await using model = await openModel(torch({}), { device: 'cpu', threads: 1, batching: 'off' });
  using stream = model.stream();
  const steps = pictures.map((bytes) => {
    const channels = [0, 1, 2].flatMap((c) =>
      [...bytes].filter((_, at) => at % 3 === c).map((byte) => scale(byte / 255, c)),
    );
    return stream.stepArray(Float32Array.from(channels));
  });
  return (await Promise.all(steps)).map(({ outputs }) => outputs['output']!.data);
}

const area = width * height;
const cases = Object.keys(sources).flatMap((source) =>
  scalings.map((scaling) => ({ source, ...scaling })),
);

test.for(cases)(
  '$source: range $range, mean $mean, deviation $deviation give what arrays scaled by hand give',
  async ({ source, by, back, ...asked }) => {
    const expected = await byHand(by);
    const largest = Math.max(...expected.flatMap((values) => [...values].map(Math.abs)));
    const frames = { format: 'rgb24', frameRate: 5, ...asked } as const;
    const given = await resultsOf(await sources[source]!({ frames }));
    // What a spec of frames gives is laid out as frames are.
    const last = source !== 'ONNX, channels first';
    const asFirst = given.map((values) =>
      values.map((_, at) =>
        last ? values[(at % area) * 3 + Math.floor(at / area)]! : values[at]!,
      ),
    );
    for (const [step, values] of asFirst.entries()) {
      expect(largestDifference(values, expected[step]!) / largest).toBeLessThan(1e-6);
    }

    const compared = { ...frames, target: 'next', patchSize: 2 } as const;
    const file = await sources[source]!({ frames: compared });
    expect(file.description.warmUpFrames).toBe(1);
    const [, error] = await resultsOf(file);
    const wanted = Array.from({ length: area / 4 }, (_, patch) => {
      const [top, left] = [Math.floor(patch / 3) * 2, (patch % 3) * 2];
      const squares = [0, 1, 2].flatMap((c) =>
        [0, 1, width, width + 1].map((step) => {
          const at = top * width + left + step;
          return (pictures[1]![at * 3 + c]! / 255 - back(expected[0]![c * area + at]!, c)) ** 2;
        }),
      );
      return squares.reduce((sum, square) => sum + square, 0) / 12;
    });
    expect(largestDifference(error!, wanted)).toBeLessThan(1e-5);
  },
);

test.for<[Partial<ImportedFrames>, string]>([
  [{ range: [0, 1], mean: 0 }, 'give one of them'],
  [{ range: [1, 1] }, 'from one number to another'],
  [{ mean: [0.5, 0.5] }, 'or 3, one a channel'],
  [{ mean: 0.5, deviation: 0 }, 'above 0'],
])('%j is refused by every import', async ([asked, says]) => {
  const frames = { format: 'rgb24', frameRate: 5, ...asked } as const;
  const refused = {
    code: 'import-frames',
    message: expect.stringContaining(says) as string,
  };
  expect(() => torch({ frames })).toThrow(expect.objectContaining(refused));
  await expect(sources['ONNX, channels first']!({ frames })).rejects.toMatchObject(refused);
});
