import type { onnx as types } from 'onnx-proto';
import { onnx } from '../../file/onnx.ts';
import { graphOfModel, topLevelFields } from '../../file/top-level-fields.ts';
import { joined, messageField } from '../../file/wire-parts.ts';

/** What is put into a graph, and what is taken out of its lists of inputs and outputs. */
export interface GraphChange {
  /** Names of inputs and outputs that the graph shall not have as such any more. */
  readonly closed: ReadonlySet<string>;
  /** Names of initialisers that are inputs too, and shall be inputs alone. */
  readonly uninitialised: ReadonlySet<string>;
  /** Nodes in front of all others. */
  readonly before: readonly types.INodeProto[];
  /** Nodes behind all others. */
  readonly after: readonly types.INodeProto[];
  readonly initializer: readonly types.ITensorProto[];
  readonly input: readonly types.IValueInfoProto[];
  readonly output: readonly types.IValueInfoProto[];
}

/** Field numbers in ONNX's `GraphProto` (onnx.proto3). */
const initializerField = 5;
const openEnds = new Set([11, 12]);

/** Changes the graph of an ONNX file. All else in it, every node it had too, stays byte for byte. */
export function changeGraph(bytes: Uint8Array, change: GraphChange): Uint8Array<ArrayBuffer> {
  const parts = [...topLevelFields(bytes)].flatMap(({ number, start, value, end }) => {
    if (number !== graphOfModel) return [bytes.subarray(start, end)];
    return messageField(graphOfModel, changed(bytes.subarray(value, end), change));
  });
  return joined(parts);
}

function changed(
  graph: Uint8Array,
  { closed, uninitialised, before, after, ...lists }: GraphChange,
): Uint8Array[] {
  const kept: Uint8Array[] = [];
  for (const { number, start, value, end } of topLevelFields(graph)) {
    const content = graph.subarray(value, end);
    const isLeftOut =
      (openEnds.has(number) && closed.has(onnx.ValueInfoProto.decode(content).name)) ||
      (number === initializerField &&
        uninitialised.size > 0 &&
        uninitialised.has(onnx.TensorProto.decode(content).name));
    if (!isLeftOut) kept.push(graph.subarray(start, end));
  }
  return [
    encoded({ node: [...before] }),
    ...kept,
    encoded({
      node: [...after],
      initializer: [...lists.initializer],
      input: [...lists.input],
      output: [...lists.output],
    }),
  ];
}

function encoded(graph: types.IGraphProto): Uint8Array {
  return onnx.GraphProto.encode(graph).finish();
}
