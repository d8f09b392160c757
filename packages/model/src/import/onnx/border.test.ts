import { expect, test } from 'vitest';
import { foreignModel, integers, node, type ForeignModel } from '../../../test/foreign-model.ts';
import { stepImported } from '../../../test/step-imported.ts';
import { onnx } from '../../file/onnx.ts';
import { importOnnx } from './import-onnx.ts';

const { BOOL, INT64, STRING } = onnx.TensorProto.DataType;

test('a result that is no number is left out', async () => {
  const model: ForeignModel = {
    inputs: ['x', 's'].map((name) => ({ name, shape: ['N', 4] })),
    outputs: [
      { name: 'y', shape: ['N', 4] },
      { name: 'label', shape: ['N', 4], type: STRING },
      { name: 's_out', shape: ['N', 4] },
    ],
    nodes: [
      node('s_out = Add(s, x)'),
      node('y = Tanh(s_out)'),
      node('label = Cast(s_out)', { to: STRING }),
    ],
  };
  const { file, notes } = await importOnnx(foreignModel(model), 'sum.onnx');
  expect(file.description.outputs).toEqual([{ name: 'y', shape: [4] }]);
  expect(notes).toContain('The output "label" string [N, 4] is left out: it is no number.');
});

/** What a step counts in, and a bool that says whether it began. */
const counting: ForeignModel = {
  inputs: [
    { name: 'x', shape: ['N', 2] },
    { name: 'count', shape: ['N', 1], type: INT64 },
    { name: 'began_in', shape: ['N', 1], type: BOOL },
  ],
  outputs: [
    { name: 'y', shape: ['N', 2] },
    { name: 'count_next', shape: ['N', 1], type: INT64 },
    { name: 'began_out', shape: ['N', 1], type: BOOL },
  ],
  weights: [integers('one', [1, 1], [1])],
  nodes: [
    node('count_next = Add(count, one)'),
    node('began_out = Greater(count_next, one)'),
    node('number = Cast(count_next)', { to: 1 }),
    node('begun = Cast(began_in)', { to: 1 }),
    node('scaled = Mul(x, number)'),
    node('y = Add(scaled, begun)'),
  ],
};

test('states of other types are carried as float32', async () => {
  const ones = [1, 2, 3, 4].map(() => Float32Array.of(1, 10));
  expect(await stepImported(foreignModel(counting), ones)).toEqual([
    Float32Array.of(1, 10),
    Float32Array.of(2, 20),
    Float32Array.of(4, 31),
    Float32Array.of(5, 41),
  ]);
  const { file, notes } = await importOnnx(foreignModel(counting), 'count.onnx');
  expect(file.description.batch).toBe('free');
  expect(notes).toContain(
    'The input "count" is int64; in its place is "count.float32", exact up to 16,777,216.',
  );
});
