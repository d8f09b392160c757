import type { onnx as types } from 'onnx-proto';
import { onnx } from '../file/onnx.ts';
import { constantValues } from './constant-values.ts';
import { createGraphEditor } from './graph-editor.ts';
import { halvableNodes, type StatePair } from './halvable-nodes.ts';
import { pruneGraph } from './prune-graph.ts';

const { FLOAT, FLOAT16 } = onnx.TensorProto.DataType;

/**
 * Lets a graph compute in `float16` wherever {@link halvableNodes} says that it may. Inputs, results
 * and states stay `float32`; at the borders between both, values are cast.
 */
export function halveGraph(
  graph: types.IGraphProto,
  states: readonly StatePair[],
): types.IGraphProto {
  const editor = createGraphEditor(graph);
  const halvable = halvableNodes(graph, states);
  const valueOf = constantValues(graph);
  /** Names of values that exist as `float16`, by their own. */
  const halves = new Map<string, string>();
  const results = new Set(graph.output?.map(({ name }) => name ?? ''));
  const usesWhole = new Set(
    (graph.node ?? []).filter((node) => !halvable.has(node)).flatMap((node) => node.input ?? []),
  );

  function halfOf(name: string): string {
    const there = halves.get(name);
    if (there !== undefined) return there;
    const made = halfConstant(name) ?? cast(name, FLOAT16);
    halves.set(name, made);
    return made;
  }

  function halfConstant(name: string): string | undefined {
    const floats = valueOf(name);
    if (!floats) return undefined;
    const data = new Float16Array(floats.data);
    return editor.constant({ type: 'float16', shape: floats.shape, data });
  }

  function cast(name: string, to: number): string {
    return editor.add({ type: 'Cast', inputs: [name], attributes: { to } });
  }

  for (const node of graph.node ?? []) {
    const floats = halvable.get(node);
    if (!floats) {
      editor.nodes.push(node);
      continue;
    }
    const output = (node.output ?? []).map((name) => {
      const half = name && editor.freshName(node.opType ?? 'half');
      halves.set(name, half);
      return half;
    });
    const input = (node.input ?? []).map((name, at) =>
      name && floats.includes(at) ? halfOf(name) : name,
    );
    editor.nodes.push({ ...node, name: output[0] ?? '', input, output });
    for (const [at, name] of (node.output ?? []).entries()) {
      if (!name || !(usesWhole.has(name) || results.has(name))) continue;
      editor.add({
        type: 'Cast',
        inputs: [output[at]!],
        attributes: { to: FLOAT },
        output: name,
      });
    }
  }
  return pruneGraph({
    ...graph,
    node: editor.nodes,
    initializer: [...(graph.initializer ?? []), ...editor.constants],
    // What it says of types no longer holds.
    valueInfo: [],
  });
}
