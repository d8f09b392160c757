import { bytesPerElement, dtypeNamed, elementReader, type TorchDtype } from '../torch-dtype.ts';
import { checkTensorShape, rowStrides, type TorchTensor } from '../torch-tensor.ts';
import { integersFrom, itemsOf, type PickleCall } from './pickle-arguments.ts';
import { PickleRefusal } from './pickle-refusal.ts';
import type { NumpyArray, NumpyDtype, PickleValue } from './pickle-value.ts';
import { isTagged } from './read-pickle.ts';

/** NumPy's arrays and numbers, whose pickles hold their elements as bytes. */
export const numpyCalls: ReadonlyMap<string, PickleCall> = new Map(
  ['numpy.core', 'numpy._core'].flatMap((core): [string, PickleCall][] => [
    [`${core}.multiarray._reconstruct`, () => ({ kind: 'numpyArray', tensor: undefined })],
    [`${core}.multiarray.scalar`, scalar],
    [`${core}.numeric._frombuffer`, fromBuffer],
    ['numpy.dtype', dtype],
  ]),
);

/** `(version, shape, dtype, column order, bytes)` of an array, `(version, byte order, …)` of a dtype. */
export function setNumpyState(object: NumpyArray | NumpyDtype, state: PickleValue): void {
  const items = itemsOf(state);
  if (object.kind === 'numpyDtype') {
    object.byteOrder = items[1] === '>' ? 'big' : 'little';
    return;
  }
  const [, shape, type, columnOrder, content] = items;
  // An array of Python objects: no weights.
  if (!(content instanceof Uint8Array)) return;
  object.tensor = tensorFrom(content, {
    type,
    shape: integersFrom(shape),
    order: columnOrder === true ? 'F' : 'C',
  });
}

function dtype([code]: readonly PickleValue[]): NumpyDtype {
  if (typeof code !== 'string') throw new PickleRefusal('a structured numpy.dtype');
  return {
    kind: 'numpyDtype',
    code: code.replace(/^[<>=|]/u, ''),
    byteOrder: code.startsWith('>') ? 'big' : 'little',
  };
}

function scalar([type, content]: readonly PickleValue[]): PickleValue {
  if (!isDtype(type)) throw new RangeError('a number without its type');
  const known = typeOf(type);
  if (!known || !(content instanceof Uint8Array) || content.length < bytesPerElement(known)) {
    return null;
  }
  const view = new DataView(content.buffer, content.byteOffset, content.byteLength);
  return elementReader(known, type.byteOrder)(view, 0);
}

function fromBuffer([content, type, shape, order]: readonly PickleValue[]): NumpyArray {
  if (!(content instanceof Uint8Array)) throw new RangeError('an array without its bytes');
  const facts = { type, shape: integersFrom(shape), order: order === 'F' ? 'F' : 'C' } as const;
  return { kind: 'numpyArray', tensor: tensorFrom(content, facts) };
}

interface ArrayFacts {
  readonly type: PickleValue | undefined;
  readonly shape: readonly number[];
  /** Rows or columns first. */
  readonly order: 'C' | 'F';
}

function tensorFrom(bytes: Uint8Array, facts: ArrayFacts): TorchTensor | undefined {
  const { type, shape, order } = facts;
  if (!isDtype(type)) throw new RangeError('an array without its type');
  const known = typeOf(type);
  if (!known) return undefined;
  const strides = order === 'C' ? rowStrides(shape) : rowStrides(shape.toReversed()).toReversed();
  checkTensorShape(shape, strides);
  const { byteOrder } = type;
  const storage = { kind: 'storage', dtype: known, read: () => ({ bytes, byteOrder }) } as const;
  return { kind: 'tensor', dtype: known, shape, strides, offset: 0, storage };
}

const types: Readonly<Record<string, TorchDtype>> = {
  b1: 'bool',
  f2: 'float16',
  f4: 'float32',
  f8: 'float64',
  i1: 'int8',
  i2: 'int16',
  i4: 'int32',
  i8: 'int64',
  u1: 'uint8',
  u2: 'uint16',
  u4: 'uint32',
  u8: 'uint64',
};

/** Undefined for texts, dates and objects. */
function typeOf({ code }: NumpyDtype): TorchDtype | undefined {
  return Object.hasOwn(types, code) ? types[code] : dtypeNamed(code);
}

function isDtype(value: PickleValue | undefined): value is NumpyDtype {
  return value !== undefined && isTagged(value) && value.kind === 'numpyDtype';
}
