import type { onnx as types } from 'onnx-proto';
import { onnx } from '../file/onnx.ts';
import { integerOf } from './node-attributes.ts';

const { FLOAT } = onnx.TensorProto.DataType;

/** Which result of a graph is which input of its next step. */
export interface StatePair {
  readonly input: string;
  readonly output: string;
}

/** Where the work is: what lies before the first of these and after the last is not worth rounding. */
const heavy = new Set(['Conv', 'ConvTranspose', 'MatMul', 'Gemm']);

/** Operators that lose little in `float16`, and which of their inputs are floats; by default all. */
const tolerant: Readonly<Record<string, readonly number[] | 'all'>> = {
  Add: 'all',
  AveragePool: 'all',
  Concat: 'all',
  Conv: 'all',
  ConvTranspose: 'all',
  DepthToSpace: 'all',
  Elu: 'all',
  Gemm: 'all',
  HardSigmoid: 'all',
  LeakyRelu: 'all',
  MatMul: 'all',
  MaxPool: 'all',
  Mul: 'all',
  Pad: [0, 2],
  Relu: 'all',
  Reshape: [0],
  Selu: 'all',
  Sigmoid: 'all',
  Slice: [0],
  SpaceToDepth: 'all',
  Split: [0],
  Sub: 'all',
  Tanh: 'all',
  Transpose: 'all',
};

/** Operators by which a state can be carried over from step to step, element by element. */
const carrying = new Set(['Add', 'Identity', 'Mul', 'Sub', 'Sum']);

/**
 * The nodes of a graph that may compute in `float16`, each with the places of its float inputs:
 * those on a way from one convolution (or matrix product) to another, without
 *
 * - what accumulates a state from step to step, such as the cell of a ConvLSTM: there rounding adds up
 * - operators that sum squares, divide or take exponentials
 *
 * What compares the frame with the prediction comes after the last convolution, and so stays whole.
 */
export function halvableNodes(
  graph: types.IGraphProto,
  states: readonly StatePair[],
): ReadonlyMap<types.INodeProto, readonly number[]> {
  const nodes = graph.node ?? [];
  const inputs = new Set(graph.input?.map(({ name }) => name ?? ''));
  const fed = reached(nodes, [...inputs], always);
  const after = reached(nodes, outputsOf(nodes.filter(isHeavy)), always);
  const before = reaching(nodes, inputsOf(nodes.filter(isHeavy)), always);
  const accumulating = new Set(
    states.flatMap(({ input, output }) => {
      const from = reached(nodes, [input], carries);
      const to = reaching(nodes, [output], carries);
      return [...from].filter((node) => to.has(node));
    }),
  );

  const integers = integerValues(graph);

  const chosen = nodes.flatMap((node) => {
    const floats = node.domain ? undefined : tolerant[node.opType ?? ''];
    const between = isHeavy(node) || (after.has(node) && before.has(node));
    // What depends on no input is constant, and stays what it is until it is used.
    if (!floats || !between || !fed.has(node) || accumulating.has(node)) return [];
    if (integers.has(node.input?.[0] ?? '')) return [];
    const places = floats === 'all' ? (node.input ?? []).map((_, at) => at) : floats;
    return [[node, places] as const];
  });
  return new Map(chosen);
}

const isHeavy = ({ opType }: types.INodeProto) => heavy.has(opType ?? '');
const always = () => true;
const carries = ({ opType }: types.INodeProto) => carrying.has(opType ?? '');

type Passes = (node: types.INodeProto) => boolean;

/** Nodes that values flow into, through nodes that pass them on; nodes stand after what they use. */
function reached(
  nodes: readonly types.INodeProto[],
  from: readonly string[],
  passes: Passes,
): Set<types.INodeProto> {
  const values = new Set(from);
  const found = nodes.filter((node) => {
    if (!passes(node) || !node.input?.some((name) => values.has(name))) return false;
    for (const name of node.output ?? []) values.add(name);
    return true;
  });
  return new Set(found);
}

/** Nodes that values come from, through nodes that pass them on. */
function reaching(
  nodes: readonly types.INodeProto[],
  to: readonly string[],
  passes: Passes,
): Set<types.INodeProto> {
  const values = new Set(to);
  const found = nodes.toReversed().filter((node) => {
    if (!passes(node) || !node.output?.some((name) => values.has(name))) return false;
    for (const name of node.input ?? []) values.add(name);
    return true;
  });
  return new Set(found);
}

const inputsOf = (nodes: readonly types.INodeProto[]) => nodes.flatMap(({ input }) => input ?? []);
const outputsOf = (nodes: readonly types.INodeProto[]) =>
  nodes.flatMap(({ output }) => output ?? []);

/** Values that are sizes and places, not elements; and frames, until they are cast. */
function integerValues(graph: types.IGraphProto): ReadonlySet<string> {
  const values = new Set([
    ...(graph.initializer ?? [])
      .filter(({ dataType }) => dataType !== FLOAT)
      .map(({ name }) => name ?? ''),
    ...(graph.input ?? [])
      .filter(({ type }) => type?.tensorType?.elemType !== FLOAT)
      .map(({ name }) => name ?? ''),
  ]);
  for (const node of graph.node ?? []) {
    const { opType } = node;
    const constant = node.attribute?.find(({ name }) => name === 'value')?.t;
    const made =
      opType === 'Cast'
        ? integerOf(node, 'to') !== FLOAT
        : opType === 'Shape' ||
          opType === 'Size' ||
          (opType === 'Constant' && constant?.dataType !== FLOAT) ||
          values.has(node.input?.[0] ?? '');
    if (made) for (const name of node.output ?? []) values.add(name);
  }
  return values;
}
