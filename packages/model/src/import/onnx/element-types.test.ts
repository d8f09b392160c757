import { expect, test } from 'vitest';
import { floats, foreignModel, integers, node } from '../../../test/foreign-model.ts';
import { stepImported } from '../../../test/step-imported.ts';
import { onnx } from '../../file/onnx.ts';
import { importOnnx } from './import-onnx.ts';

const { FLOAT16, INT64 } = onnx.TensorProto.DataType;

test('a constant is rounded to what its type holds', async () => {
  const bytes = foreignModel({
    inputs: [
      { name: 'x', shape: ['N', 4] },
      { name: 'gain', shape: [], type: FLOAT16 },
    ],
    outputs: [{ name: 'y', shape: ['N', 4] }],
    nodes: [node('whole = Cast(gain)', { to: 1 }), node('y = Mul(x, whole)')],
  });
  const [given] = await stepImported(bytes, [Float32Array.of(1, 2, 3, 4)], {
    constants: { gain: 0.1 },
  });
  expect(given).toEqual(Float32Array.of(1, 2, 3, 4).map((each) => each * Math.f16round(0.1)));
});

test('a batch of −1, as old exporters write it, is open', async () => {
  const shape = [-1, 4];
  const bytes = foreignModel({
    inputs: [
      { name: 'x', shape },
      { name: 's', shape },
    ],
    outputs: [{ name: 's_out', shape }],
    nodes: [node('s_out = Add(s, x)')],
  });
  const { file } = await importOnnx(bytes, 'old.onnx');
  expect(file.description).toMatchObject({ batch: 'free', states: [{ shape: [4] }] });
});

test('a step that only counts, and looks up what it counted to, gives its state under one name', async () => {
  const bytes = foreignModel({
    inputs: [
      { name: 'x', shape: [1] },
      { name: 'at', shape: [1], type: INT64 },
    ],
    outputs: [{ name: 'at_out', shape: [1], type: INT64 }],
    weights: [integers('table', [2], [1, 1])],
    nodes: [
      node('whole = Cast(x)', { to: INT64 }),
      node('step = Gather(table, at)'),
      node('one = Add(step, whole)'),
      node('at_out = Add(at, one)'),
    ],
  });
  const { file } = await importOnnx(bytes, 'count.onnx');
  expect(file.description).toMatchObject({
    states: [{ input: 'at.float32', output: 'at_out.float32' }],
    outputs: [{ name: 'at_out.float32' }],
  });
});

test('what computes over bytes is said to', async () => {
  const bytes = foreignModel({
    inputs: [{ name: 'x', shape: ['N', 4] }],
    outputs: [{ name: 'y', shape: ['N', 4] }],
    weights: [floats('scale', [], Float32Array.of(0.5))],
    nodes: [node('bytes = QuantizeLinear(x, scale)'), node('y = DequantizeLinear(bytes, scale)')],
  });
  const { file } = await importOnnx(bytes, 'int8.onnx');
  expect(file.description.precision).toBe('int8');
});
