import type { onnx as types } from 'onnx-proto';
import { onnx } from '../../file/onnx.ts';
import { elementCount } from '../../graph/value.ts';
import { tensorText } from './declared-tensor.ts';
import { refusal } from './refusal.ts';
import type { SettledTensor } from './settle-sizes.ts';

const { DataType } = onnx.TensorProto;

const writers = new Map<number, (length: number, value: number) => ArrayBufferView>([
  [DataType.FLOAT, (length, value) => new Float32Array(length).fill(value)],
  [DataType.DOUBLE, (length, value) => new Float64Array(length).fill(value)],
  [DataType.INT64, (length, value) => new BigInt64Array(length).fill(BigInt(value))],
  [DataType.INT32, (length, value) => new Int32Array(length).fill(value)],
  [DataType.UINT8, (length, value) => new Uint8Array(length).fill(value)],
  [DataType.BOOL, (length, value) => new Uint8Array(length).fill(value)],
]);

/**
 * A tensor that holds `value` everywhere. Throws InputError `import-constants` where its type cannot.
 */
export function constantTensor(
  tensor: SettledTensor,
  value: number,
  name: string,
): Omit<types.ITensorProto, 'name'> {
  const write = writers.get(tensor.type);
  const whole = tensor.type === DataType.FLOAT || tensor.type === DataType.DOUBLE;
  const holds =
    whole ||
    (tensor.type === DataType.BOOL
      ? value === 0 || value === 1
      : Number.isSafeInteger(value) && (tensor.type !== DataType.UINT8 || value === (value & 255)));
  if (!write || !holds) {
    throw refusal(
      'import-constants',
      `the input ${tensorText(tensor)} of ${name} cannot always be ${value}; give a number that its type holds (a bool is 0 or 1)`,
      { name, input: tensor.name, value },
    );
  }
  const data = write(elementCount(tensor.shape), value);
  return {
    dataType: tensor.type,
    dims: [...tensor.shape],
    rawData: new Uint8Array(data.buffer, data.byteOffset, data.byteLength),
  };
}
