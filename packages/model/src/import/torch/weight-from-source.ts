import { elementCount } from '../../graph/value.ts';
import type { NamedTensors } from './find-state-dict.ts';
import { float32From } from './torch-tensor.ts';
import type { WeightSource } from './weight-source.ts';

/** Elements row by row, and their shape. */
interface Values {
  readonly shape: readonly number[];
  readonly data: Float32Array;
}

/** One of the two parts of a kernel over input and hidden state together. */
interface KernelPart {
  readonly part: 'input' | 'hidden';
  readonly order?: 'inputFirst' | 'hiddenFirst' | undefined;
}

/** Orders in which our gates stand. */
const gateOrders = ['ifog', 'zrn'];

/**
 * A weight of ours out of the tensors of a file. Axes of size 1 more or less make no difference.
 *
 * Throws RangeError, in words, where a tensor is missing or the shape is another.
 */
export function weightFromSource(
  source: WeightSource,
  shape: readonly number[],
  tensors: NamedTensors,
): Float32Array {
  const found = valuesOf(source, shape, tensors);
  if (plain(found.shape) !== plain(shape)) {
    throw new RangeError(`${told(source)} gives ${list(found.shape)} where ${list(shape)} belongs`);
  }
  return found.data;
}

function valuesOf(source: WeightSource, wanted: readonly number[], tensors: NamedTensors): Values {
  if (typeof source === 'string') return tensorNamed(source, tensors);
  if (isList(source)) return joined(source.map((each) => valuesOf(each, wanted, tensors)));
  if ('sum' in source) return added(source.sum.map((each) => valuesOf(each, wanted, tensors)));
  if ('constant' in source) return constantParts(source.constant, wanted);
  if ('batchNormalisation' in source) return folded(source, tensors);
  const whole = tensorNamed(source.tensor, tensors);
  const part = source.part ? channelsOf(whole, { ...source, part: source.part }, wanted) : whole;
  const ordered = source.gates === undefined ? part : inOurOrder(part, source.gates);
  const { scale = 1 } = source;
  return scale === 1 ? ordered : { ...ordered, data: ordered.data.map((x) => x * scale) };
}

const isList = (source: WeightSource): source is readonly WeightSource[] => Array.isArray(source);

function tensorNamed(name: string, tensors: NamedTensors): Values {
  const tensor = tensors.get(name);
  if (!tensor) throw new RangeError(`the file has no tensor ${name}`);
  return { shape: tensor.shape, data: float32From(tensor) };
}

/** The channels of a kernel `[out, input + hidden, …]` that belong to one of the two. */
function channelsOf(
  { shape, data }: Values,
  { part, order = 'inputFirst' }: KernelPart,
  [, count = 0]: readonly number[],
): Values {
  const [outputs = 0, channels = 0, ...kernel] = shape;
  if (count > channels) throw new RangeError(`${list(shape)} has no ${count} channels to take`);
  const start = (part === 'input') === (order === 'inputFirst') ? 0 : channels - count;
  const area = elementCount(kernel);
  const taken = new Float32Array(outputs * count * area);
  for (let output = 0; output < outputs; output += 1) {
    const from = (output * channels + start) * area;
    taken.set(data.subarray(from, from + count * area), output * count * area);
  }
  return { shape: [outputs, count, ...kernel], data: taken };
}

function inOurOrder({ shape, data }: Values, gates: string): Values {
  const letters = gates.replaceAll('c', 'g').replaceAll('u', 'z').split('');
  const order = gateOrders.find((each) => letters.every((letter) => each.includes(letter)));
  const size = data.length / letters.length;
  if (!order || new Set(letters).size < letters.length || (shape[0] ?? 0) % letters.length !== 0) {
    throw new RangeError(`${list(shape)} does not hold the gates ${gates}`);
  }
  const ours = letters.toSorted((a, b) => order.indexOf(a) - order.indexOf(b));
  const sorted = new Float32Array(data.length);
  for (const [place, letter] of ours.entries()) {
    const from = letters.indexOf(letter) * size;
    sorted.set(data.subarray(from, from + size), place * size);
  }
  return { shape, data: sorted };
}

function joined(parts: readonly Values[]): Values {
  const [first] = parts;
  const [, ...rest] = first?.shape ?? [];
  if (parts.some(({ shape }) => list(shape.slice(1)) !== list(rest))) {
    throw new RangeError(`${parts.map(({ shape }) => list(shape)).join(' and ')} cannot be joined`);
  }
  const data = new Float32Array(parts.reduce((sum, part) => sum + part.data.length, 0));
  let position = 0;
  for (const part of parts) {
    data.set(part.data, position);
    position += part.data.length;
  }
  return { shape: [parts.reduce((sum, { shape }) => sum + (shape[0] ?? 1), 0), ...rest], data };
}

function added(parts: readonly Values[]): Values {
  const [first, ...others] = parts as [Values, ...Values[]];
  const data = Float32Array.from(first.data);
  for (const other of others) {
    if (plain(other.shape) !== plain(first.shape)) {
      throw new RangeError(`${list(first.shape)} and ${list(other.shape)} cannot be added`);
    }
    for (const [index, value] of other.data.entries()) data[index]! += value;
  }
  return { shape: first.shape, data };
}

function constantParts(values: readonly number[], wanted: readonly number[]): Values {
  const data = new Float32Array(elementCount(wanted));
  const size = data.length / values.length;
  for (const [part, value] of values.entries()) data.fill(value, part * size, (part + 1) * size);
  return { shape: wanted, data };
}

/** `(x − mean) / √(variance + ε) · weight + bias` as `x · scale + offset`. */
function folded(
  source: { batchNormalisation: string; gives: 'scale' | 'offset'; epsilon?: number | undefined },
  tensors: NamedTensors,
): Values {
  const { batchNormalisation: module, gives, epsilon = 1e-5 } = source;
  const mean = tensorNamed(`${module}.running_mean`, tensors);
  const variance = tensorNamed(`${module}.running_var`, tensors).data;
  const own = (leaf: string, otherwise: number): Float32Array =>
    tensors.has(`${module}.${leaf}`)
      ? tensorNamed(`${module}.${leaf}`, tensors).data
      : new Float32Array(variance.length).fill(otherwise);
  const weight = own('weight', 1);
  const bias = own('bias', 0);
  const scale = (channel: number): number =>
    weight[channel]! / Math.sqrt(variance[channel]! + epsilon);
  return {
    shape: mean.shape,
    data: mean.data.map((value, channel) =>
      gives === 'scale' ? scale(channel) : bias[channel]! - value * scale(channel),
    ),
  };
}

const list = (shape: readonly number[]): string => `[${shape.join(', ')}]`;
const plain = (shape: readonly number[]): string => list(shape.filter((size) => size !== 1));

function told(source: WeightSource): string {
  if (typeof source === 'string') return source;
  return 'tensor' in source ? source.tensor : JSON.stringify(source);
}
