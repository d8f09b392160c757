import type { onnx as types } from 'onnx-proto';
import { floatTensorFrom, type FloatTensor } from './float-tensor.ts';
import { integerOf, integerListOf } from './node-attributes.ts';

/** Looks up what is known of a value before any run; undefined where it is not `float32` or depends on an input. */
export type ConstantValues = (name: string) => FloatTensor | undefined;

/**
 * The `float32` constants of a graph, and what its nodes put together from them alone: kernels that
 * are joined (`Concat`) or taken apart (`Slice`, at stride 1) before they are used.
 */
export function constantValues(graph: types.IGraphProto): ConstantValues {
  const initializers = new Map(graph.initializer?.map((tensor) => [tensor.name ?? '', tensor]));
  const madeBy = new Map(
    graph.node?.flatMap((node) => (node.output ?? []).map((name) => [name, node] as const)),
  );
  const known = new Map<string, FloatTensor | undefined>();

  function valueOf(name: string): FloatTensor | undefined {
    if (known.has(name)) return known.get(name);
    const tensor = initializers.get(name);
    const node = madeBy.get(name);
    const value = tensor ? floatTensorFrom(tensor) : node && made(node);
    known.set(name, value);
    return value;
  }

  function made(node: types.INodeProto): FloatTensor | undefined {
    switch (node.opType) {
      case 'Identity':
        return valueOf(node.input![0]!);
      case 'Constant': {
        const tensor = node.attribute?.find(({ name }) => name === 'value')?.t;
        return tensor ? floatTensorFrom(tensor) : undefined;
      }
      case 'Concat': {
        const parts = node.input!.map(valueOf);
        const axis = integerOf(node, 'axis') ?? 0;
        return parts.every((part) => part !== undefined) ? joined(parts, axis) : undefined;
      }
      case 'Slice': {
        const whole = valueOf(node.input![0]!);
        const lists = node.input!.slice(1).map((input) => integerListOf(initializers.get(input)));
        return whole && lists.every((list) => list !== undefined)
          ? sliced(whole, lists)
          : undefined;
      }
      default:
        return undefined;
    }
  }

  return valueOf;
}

function joined(parts: readonly FloatTensor[], axisGiven: number): FloatTensor {
  const [{ shape }] = parts as readonly [FloatTensor];
  const axis = axisGiven < 0 ? axisGiven + shape.length : axisGiven;
  const outer = product(shape.slice(0, axis));
  const runs = parts.map((part) => part.data.length / outer);
  const data = new Float32Array(parts.reduce((sum, part) => sum + part.data.length, 0));
  let at = 0;
  for (let index = 0; index < outer; index += 1) {
    parts.forEach((part, which) => {
      const run = runs[which]!;
      data.set(part.data.subarray(index * run, (index + 1) * run), at);
      at += run;
    });
  }
  const size = parts.reduce((sum, part) => sum + part.shape[axis]!, 0);
  return { shape: shape.with(axis, size), data };
}

/** `lists`: starts, ends, axes, steps, as ONNX orders them. */
function sliced(
  whole: FloatTensor,
  lists: readonly (readonly number[])[],
): FloatTensor | undefined {
  const [starts = [], ends = [], axes = starts.map((_, at) => at), steps = []] = lists;
  if (steps.some((step) => step !== 1)) return undefined;
  return axes.reduce((tensor, axis, at) => cut(tensor, axis, [starts[at]!, ends[at]!]), whole);
}

function cut(
  { shape, data }: FloatTensor,
  axisGiven: number,
  [from, to]: [number, number],
): FloatTensor {
  const axis = axisGiven < 0 ? axisGiven + shape.length : axisGiven;
  const size = shape[axis]!;
  const bound = (place: number) => Math.max(0, Math.min(size, place < 0 ? place + size : place));
  const [start, end] = [bound(from), bound(to)];
  const inner = product(shape.slice(axis + 1));
  const outer = product(shape.slice(0, axis));
  const kept = new Float32Array(outer * (end - start) * inner);
  for (let index = 0; index < outer; index += 1) {
    const begin = index * size * inner;
    kept.set(
      data.subarray(begin + start * inner, begin + end * inner),
      index * (end - start) * inner,
    );
  }
  return { shape: shape.with(axis, end - start), data: kept };
}

function product(sizes: readonly number[]): number {
  return sizes.reduce((result, size) => result * size, 1);
}
