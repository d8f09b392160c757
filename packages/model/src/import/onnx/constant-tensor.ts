import type { onnx as types } from 'onnx-proto';
import { onnx } from '../../file/onnx.ts';
import { elementCount } from '../../graph/value.ts';
import { tensorText } from './declared-tensor.ts';
import { refusal } from './refusal.ts';
import type { SettledTensor } from './settle-sizes.ts';

const { DataType } = onnx.TensorProto;

/** `length` elements of one value, as near to it as the type comes. */
type Fill = (length: number, value: number) => ArrayBufferView & ArrayLike<number | bigint>;

const fractions: ReadonlyMap<number, Fill> = new Map<number, Fill>([
  [DataType.FLOAT, (length, value) => new Float32Array(length).fill(value)],
  [DataType.DOUBLE, (length, value) => new Float64Array(length).fill(value)],
  [DataType.FLOAT16, (length, value) => new Float16Array(length).fill(value)],
]);
const integers: ReadonlyMap<number, Fill> = new Map<number, Fill>([
  [DataType.INT64, (length, value) => new BigInt64Array(length).fill(BigInt(Math.trunc(value)))],
  [DataType.INT32, (length, value) => new Int32Array(length).fill(value)],
  [DataType.UINT8, (length, value) => new Uint8Array(length).fill(value)],
  [DataType.BOOL, (length, value) => new Uint8Array(length).fill(Math.min(value, 1))],
]);

/**
 * A tensor that holds `value` everywhere. Throws InputError `import-constants` where its type cannot.
 */
export function constantTensor(
  tensor: SettledTensor,
  value: number,
  name: string,
): Omit<types.ITensorProto, 'name'> {
  const fill = holderOf(tensor.type, value);
  if (!fill) {
    throw refusal(
      'import-constants',
      `the input ${tensorText(tensor)} of ${name} cannot always be ${value}; give a number that its type holds (a bool is 0 or 1)`,
      { name, input: tensor.name, value },
    );
  }
  const data = fill(elementCount(tensor.shape), value);
  return {
    dataType: tensor.type,
    dims: [...tensor.shape],
    rawData: new Uint8Array(data.buffer, data.byteOffset, data.byteLength),
  };
}

/** What fills a tensor of a type; undefined where that would not hold `value`: fractions are rounded. */
function holderOf(type: number, value: number): Fill | undefined {
  if (!Number.isFinite(value)) return undefined;
  const rounding = fractions.get(type);
  if (rounding) return Number.isFinite(rounding(1, value)[0]) ? rounding : undefined;
  const fill = integers.get(type);
  return fill && Number(fill(1, value)[0]) === value ? fill : undefined;
}
