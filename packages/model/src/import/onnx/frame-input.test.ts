import { expect, test } from 'vitest';
import { floats, foreignModel, node, type ForeignModel } from '../../../test/foreign-model.ts';
import { randomBytes } from '../../../test/random-bytes.ts';
import { onnx } from '../../file/onnx.ts';
import { openModel } from '../../runtime/open-model.ts';
import { seededRandom } from '../../seeded-random.ts';
import { importOnnx } from './import-onnx.ts';

const { FLOAT, FLOAT16, UINT8 } = onnx.TensorProto.DataType;
const width = 4;
const height = 5;

/** What its input is after a cast to float32, plus what came before. */
function sumOf(shape: readonly (number | string)[], type = FLOAT): Uint8Array<ArrayBuffer> {
  const model: ForeignModel = {
    inputs: [
      { name: 'frame', shape, type },
      { name: 's', shape },
    ],
    outputs: [{ name: 's_out', shape }],
    weights: [floats('half', [], Float32Array.of(0.5))],
    nodes: [
      node('x = Cast(frame)', { to: FLOAT }),
      node('kept = Mul(s, half)'),
      node('s_out = Add(kept, x)'),
    ],
  };
  return foreignModel(model);
}

/** All of the first channel, then all of the next. */
function channelsFirst(pixels: readonly number[]): number[] {
  return [0, 1, 2].flatMap((channel) => pixels.filter((_, index) => index % 3 === channel));
}

test.for([
  ['gray8', ['N', 1, height, width], FLOAT, 'free'],
  ['gray8', ['N', height, width, 1], FLOAT, 'free'],
  ['gray8', ['N', height, width], FLOAT, 'free'],
  ['gray8', [1, 1, 1, height, width], FLOAT, 'fixed'],
  ['gray8', ['N', 1, height, width], FLOAT16, 'free'],
  ['rgb24', ['N', 3, height, width], FLOAT, 'free'],
  ['rgb24', ['N', 1, 3, height, width], FLOAT, 'free'],
  ['rgb24', ['N', height, width, 3], FLOAT, 'free'],
  ['rgb24', [3, height, width], FLOAT, 'fixed'],
  ['rgb24', ['N', 3, height, width], UINT8, 'free'],
  ['rgb24', ['N', height, width, 3], UINT8, 'free'],
] as const)('frames of %s go into %j of type %i', async ([format, shape, type, batch]) => {
  const frames = { format, frameRate: 5 };
  const { file } = await importOnnx(sumOf(shape, type), 'sum.onnx', { frames });
  const channels = format === 'gray8' ? 1 : 3;
  expect(file.description).toMatchObject({
    needs: { width, height, ...frames },
    batch,
    input: {
      type: 'uint8',
      shape: [...(batch === 'fixed' ? [1] : []), height, width, channels],
    },
  });

  await using model = await openModel(file, { device: 'cpu', threads: 1 });
  using stream = model.stream();
  const pictures = [1, 2].map((seed) => randomBytes(width * height * channels, seededRandom(seed)));
  const expected = pictures.map((bytes) => {
    const elements = [...bytes].map((byte) => (type === UINT8 ? byte : byte / 255));
    return channels === 3 && shape.at(-1) !== 3 ? channelsFirst(elements) : elements;
  });
  let sum = expected[0]!.map(() => 0);
  for (const [sequence, bytes] of pictures.entries()) {
    const { outputs } = await stream.step({
      streamId: 'a',
      sequence,
      timestampUs: 0,
      arrivalMs: 0,
      width,
      height,
      format,
      bytes,
    });
    sum = sum.map((value, index) => value / 2 + expected[sequence]![index]!);
    const found = [...outputs['s_out']!.data];
    const worst = Math.max(...found.map((value, index) => Math.abs(value - sum[index]!)));
    expect(worst).toBeLessThan(type === FLOAT16 ? 1e-3 : 1e-6);
  }
});

test.for([
  ['gray8', ['N', 3, 5, 4]],
  ['rgb24', ['N', 1, 5, 4]],
  ['rgb24', ['N', 3, 3, 3]],
  ['gray8', ['N', 12]],
] as const)('frames of %s into %j are refused', async ([format, shape]) => {
  const frames = { format, frameRate: 5 };
  await expect(importOnnx(sumOf(shape), 'sum.onnx', { frames })).rejects.toMatchObject({
    code: 'import-frames',
    message: expect.stringContaining(format) as string,
  });
});
