import type { onnx as types } from 'onnx-proto';

/** Takes out of a graph what none of its results needs: nodes, constants, what is said of their shapes. */
export function pruneGraph(graph: types.IGraphProto): types.IGraphProto {
  const nodes = graph.node ?? [];
  const needed = new Set(graph.output?.map(({ name }) => name ?? ''));
  // Nodes stand after what they use.
  const kept = nodes.toReversed().filter((node) => {
    if (!node.output?.some((name) => name && needed.has(name))) return false;
    for (const name of namesUsedBy(node)) needed.add(name);
    return true;
  });
  const isNeeded = ({ name }: { readonly name?: string | null }) => needed.has(name ?? '');
  return {
    ...graph,
    node: kept.toReversed(),
    initializer: (graph.initializer ?? []).filter(isNeeded),
    valueInfo: (graph.valueInfo ?? []).filter(isNeeded),
  };
}

/** What graphs inside of a node use counts too. */
function namesUsedBy(node: types.INodeProto): string[] {
  const inner = (node.attribute ?? []).flatMap(({ g, graphs }) => [
    ...(g ? [g] : []),
    ...(graphs ?? []),
  ]);
  return [
    ...(node.input ?? []),
    ...inner.flatMap((graph) => [
      ...(graph.node ?? []).flatMap(namesUsedBy),
      ...(graph.output ?? []).map(({ name }) => name ?? ''),
    ]),
  ];
}
