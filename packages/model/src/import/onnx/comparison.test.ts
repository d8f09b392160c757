import { expect, test } from 'vitest';
import { floats, foreignModel, node, type ForeignModel } from '../../../test/foreign-model.ts';
import { largestDifference } from '../../../test/largest-difference.ts';
import { randomBytes } from '../../../test/random-bytes.ts';
import { onnx } from '../../file/onnx.ts';
import { openModel } from '../../runtime/open-model.ts';
import { seededRandom } from '../../seeded-random.ts';
import type { ImportOptions } from '../import-options.ts';
import { importOnnx } from './import-onnx.ts';

const width = 7;
const height = 5;
const patchSize = 2;
const { FLOAT, UINT8 } = onnx.TensorProto.DataType;

/** Gives half of the picture plus half of what it gave before, as `y`. */
function fading(shape: readonly (number | string)[], type = FLOAT): Uint8Array<ArrayBuffer> {
  const model: ForeignModel = {
    inputs: [
      { name: 'x', shape, type },
      { name: 's', shape },
    ],
    outputs: [
      { name: 'y', shape },
      { name: 's_out', shape },
      { name: 'mean', shape: ['N'] },
    ],
    weights: [floats('half', [], Float32Array.of(0.5))],
    nodes: [
      node('float = Cast(x)', { to: FLOAT }),
      node('sum = Add(float, s)'),
      node('s_out = Mul(sum, half)'),
      node('y = Identity(s_out)'),
      node('mean = ReduceMean(s_out)', {
        axes: shape.map((_, axis) => axis).slice(1),
        keepdims: 0,
      }),
    ],
  };
  return foreignModel(model);
}

/** Mean square of each patch over pixels and channels; pictures row by row, channels innermost. */
function patchErrors(a: readonly number[], b: readonly number[], channels: number): number[] {
  const rows = Math.floor(height / patchSize);
  const columns = Math.floor(width / patchSize);
  return Array.from({ length: rows * columns }, (_, patch) => {
    const top = Math.floor(patch / columns) * patchSize;
    const left = (patch % columns) * patchSize;
    let sum = 0;
    for (let row = top; row < top + patchSize; row += 1) {
      for (let index = 0; index < patchSize * channels; index += 1) {
        const at = (row * width + left) * channels + index;
        sum += (a[at]! - b[at]!) ** 2;
      }
    }
    return sum / (patchSize * patchSize * channels);
  });
}

test.for([
  ['gray8', 'same', ['N', 1, height, width]],
  ['gray8', 'next', ['N', height, width, 1]],
  ['rgb24', 'same', ['N', height, width, 3]],
  ['rgb24', 'next', ['N', 3, height, width]],
  ['rgb24', 'next', [3, height, width]],
] as const)('%s compared with what %s gives: %j', async ([format, target, shape]) => {
  const frames = { format, frameRate: 5, target, patchSize };
  const { file } = await importOnnx(fading(shape), 'fading.onnx', { frames });
  expect(file.description.outputs).toEqual([
    { name: 'error', shape: shape[0] === 'N' ? [2, 3] : [1, 2, 3] },
  ]);
  expect(file.description.warmUpFrames).toBe(target === 'next' ? 1 : 0);

  const channels = format === 'gray8' ? 1 : 3;
  const random = seededRandom(5);
  const pictures = [0, 1, 2].map(() => randomBytes(width * height * channels, random));
  let faded = Array.from(pictures[0]!, () => 0);
  const expected = pictures.map((bytes) => {
    const elements = [...bytes].map((byte) => byte / 255);
    const before = faded;
    faded = elements.map((value, index) => (value + before[index]!) / 2);
    return patchErrors(elements, target === 'next' ? before : faded, channels);
  });

  await using model = await openModel(file, { device: 'cpu', threads: 1 });
  using stream = model.stream();
  const results = await Promise.all(
    pictures.map((bytes, sequence) =>
      stream.step({
        streamId: 'a',
        sequence,
        timestampUs: 0,
        arrivalMs: 0,
        width,
        height,
        format,
        bytes,
      }),
    ),
  );
  const differences = results.map(({ outputs }, step) =>
    largestDifference(outputs['error']!.data, expected[step]!),
  );
  expect(Math.max(...differences)).toBeLessThan(1e-6);
});

const gray: readonly (number | string)[] = ['N', 1, height, width];

/** The same, its last output named otherwise and others left out. */
function giving(name: string, ...outputs: readonly string[]): Uint8Array<ArrayBuffer> {
  const { graph, ...model } = onnx.ModelProto.decode(fading(gray));
  const mean = graph!.node!.at(-1)!;
  mean.output = [name];
  graph!.output!.at(-1)!.name = name;
  graph!.output = graph!.output!.filter((output) => [name, ...outputs].includes(output.name ?? ''));
  return new Uint8Array(onnx.ModelProto.encode({ ...model, graph: graph! }).finish());
}

test.for<[what: string, bytes: Uint8Array<ArrayBuffer>, patch: number | undefined, says: RegExp]>([
  ['no patch', fading(gray), undefined, /--patch/u],
  ['patches larger than the frame', fading(gray), 6, /6 pixels do not fit into 7×5/u],
  ['bytes', fading(gray, UINT8), 2, /takes bytes/u],
  ['a result called error', giving('error', 'y', 's_out'), 2, /"error" of its own/u],
  ['no picture', giving('mean', 's_out'), 2, /7×5 with 1 channels, and there are "mean" \[1\]/u],
])('refused in words: %s', async ([, bytes, patch, says]) => {
  const frames: ImportOptions['frames'] = {
    format: 'gray8',
    frameRate: 5,
    target: 'same',
    ...(patch && { patchSize: patch }),
  };
  await expect(importOnnx(bytes, 'fading.onnx', { frames })).rejects.toMatchObject({
    code: 'import-frames',
    message: expect.stringMatching(says) as string,
  });
});
