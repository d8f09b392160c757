import type { onnx as types } from 'onnx-proto';
import { onnx } from '../file/onnx.ts';
import { tensorProto, type RawTensor } from './float-tensor.ts';

/** An attribute's value; a number is an integer, as in ONNX most are. */
export type NodeAttribute = number | string | readonly number[] | { readonly float: number };

/** A node to be added. */
export interface NodeToAdd {
  readonly type: string;
  readonly inputs: readonly string[];
  readonly attributes?: Readonly<Record<string, NodeAttribute>>;
  /** Default: ONNX's own operators. */
  readonly domain?: string;
  /** Name of its one output. Default: a new one. */
  readonly output?: string;
}

/** Adds nodes and constants to a graph whose names are taken. */
export interface GraphEditor {
  /** Returns the name of the node's output. */
  add(node: NodeToAdd): string;
  /** Returns the constant's name. */
  constant(tensor: RawTensor): string;
  /** A `float32` constant without axes. */
  float(value: number): string;
  /** A `uint8` constant without axes. */
  byte(value: number): string;
  /** A constant list of `int64`. */
  list(values: readonly number[]): string;
  /** A name that nothing in the graph has. */
  freshName(stem: string): string;
  readonly nodes: types.INodeProto[];
  readonly constants: types.ITensorProto[];
}

/** Begins to add to a graph, which itself stays as it is: what was added is in `nodes` and `constants`. */
export function createGraphEditor(graph: types.IGraphProto): GraphEditor {
  const taken = new Set<string>([
    ...(graph.node ?? []).flatMap(({ name, input, output }) => [
      name ?? '',
      ...(input ?? []),
      ...(output ?? []),
    ]),
    ...(graph.input ?? []).map(({ name }) => name ?? ''),
    ...(graph.initializer ?? []).map(({ name }) => name ?? ''),
  ]);
  const nodes: types.INodeProto[] = [];
  const constants: types.ITensorProto[] = [];

  function freshName(stem: string): string {
    for (let count = taken.size; ; count += 1) {
      const name = `${stem}_${count}`;
      if (taken.has(name)) continue;
      taken.add(name);
      return name;
    }
  }

  function constant(tensor: RawTensor): string {
    const name = freshName('constant');
    constants.push(tensorProto(name, tensor));
    return name;
  }

  return {
    nodes,
    constants,
    freshName,
    add({ type, inputs, domain = '', attributes = {}, output = freshName(type) }) {
      const attribute = Object.entries(attributes).map(([name, value]) =>
        attributeFrom(name, value),
      );
      nodes.push({
        opType: type,
        domain,
        name: output,
        input: [...inputs],
        output: [output],
        attribute,
      });
      return output;
    },
    constant,
    float: (value) => constant({ type: 'float32', shape: [], data: Float32Array.of(value) }),
    byte: (value) => constant({ type: 'uint8', shape: [], data: Uint8Array.of(value) }),
    list: (values) =>
      constant({
        type: 'int64',
        shape: [values.length],
        data: BigInt64Array.from(values, BigInt),
      }),
  };
}

function attributeFrom(name: string, value: NodeAttribute): types.IAttributeProto {
  const { AttributeType } = onnx.AttributeProto;
  if (typeof value === 'number') return { name, type: AttributeType.INT, i: value };
  if (typeof value === 'string') {
    return { name, type: AttributeType.STRING, s: new TextEncoder().encode(value) };
  }
  if ('float' in value) return { name, type: AttributeType.FLOAT, f: value.float };
  return { name, type: AttributeType.INTS, ints: [...value] };
}
