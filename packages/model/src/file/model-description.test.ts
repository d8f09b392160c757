import { expect, test } from 'vitest';
import { formatOneFile } from '../../test/format-one-file.ts';
import { leakySumsDescription, leakySumsNeeds } from '../../test/leaky-sums.ts';
import { descriptionFormatOneSchema } from './description-format-one.ts';
import { encodeModelFile } from './encode-model-file.ts';
import { frameNeedsOf } from './frame-needs-of.ts';
import { modelDescriptionSchema } from './model-description.ts';
import { onnx } from './onnx.ts';
import { parseModelFile } from './parse-model-file.ts';

const { needs: _, ...takesArrays } = leakySumsDescription;

test('a file of format 1 is read, and written again as format 2', () => {
  const file = parseModelFile(formatOneFile(), 'old.onnx');
  expect(file.description).toEqual(leakySumsDescription);
  const again = encodeModelFile(file.bytes, file);
  expect(onnx.ModelProto.decode(again).metadataProps).toContainEqual(
    expect.objectContaining({ key: 'presage.format', value: '2' }),
  );
  expect(parseModelFile(again, 'new.onnx').description).toEqual(leakySumsDescription);
});

test('batch and precision have defaults', () => {
  const { batch, precision, ...short } = takesArrays;
  expect(modelDescriptionSchema.parse(short)).toEqual({ ...short, batch, precision });
});

test.for([
  ['float32', { type: 'float32', shape: [2, 3, 1] }, 'free'],
  ['another size', { type: 'uint8', shape: [3, 2, 1] }, 'free'],
  ['no batch where it is fixed', { type: 'uint8', shape: [2, 3, 1] }, 'fixed'],
] as const)('frames are bytes, row by row; refused: %s', ([, input, batch]) => {
  const wrong = {
    ...leakySumsDescription,
    batch,
    input: { name: 'frame', ...input, shape: [...input.shape] },
  };
  expect(modelDescriptionSchema.safeParse(wrong).error?.issues).toMatchObject([
    { path: ['input'], message: expect.stringContaining('3×2 gray8') as string },
  ]);
});

test('what no memory holds is refused before it is taken, in old files too', () => {
  const large = { input: 'h', output: 'h.next', shape: [2 ** 14, 2 ** 14] };
  const description = { ...takesArrays, states: [large] };
  const { issues } = modelDescriptionSchema.safeParse(description).error!;
  expect(issues).toMatchObject([
    { message: expect.stringContaining('at most 268,435,456') as string },
  ]);
  const old = {
    needs: { ...leakySumsNeeds, width: 2 ** 15, height: 2 ** 15 },
    frameInput: 'frame',
    states: [],
    outputs: takesArrays.outputs,
    warmUpFrames: 0,
  };
  expect(descriptionFormatOneSchema.safeParse(old).error?.issues).toHaveLength(1);
  expect(descriptionFormatOneSchema.safeParse({ ...old, needs: leakySumsNeeds }).success).toBe(
    true,
  );
});

test('a model says which frames it takes, or that it takes arrays and what to do', () => {
  expect(frameNeedsOf({ description: leakySumsDescription }, 'lobby.onnx')).toBe(leakySumsNeeds);
  const description = {
    ...takesArrays,
    input: { name: 'x', type: 'float32' as const, shape: [8, 4] },
  };
  expect(() => frameNeedsOf({ description }, 'rain.onnx')).toThrow(
    expect.objectContaining({
      code: 'model-takes-arrays',
      message: expect.stringMatching(
        /rain\.onnx takes arrays \(float32 \[8, 4\]\).*stepArray\(\).*--frames/u,
      ) as string,
    }),
  );
});
