import type { onnx as types } from 'onnx-proto';
import type { ValueRange } from './value-range.ts';

const everything: ValueRange = { min: -Infinity, max: Infinity };

/** Beyond these an activation changes by less than a byte's step: tanh(4) = 0.9993, σ(8) = 0.9997. */
const byActivation: Readonly<Record<string, ValueRange>> = {
  Tanh: { min: -4, max: 4 },
  Sigmoid: { min: -8, max: 8 },
  Relu: { min: 0, max: Infinity },
};

const moving = new Set(['Identity', 'Reshape', 'Split', 'Transpose']);

/** The part of a tensor's values that its uses tell apart. A result of the graph is used whole. */
export type UsefulRange = (name: string) => ValueRange;

/** Looks at who uses what in a graph. */
export function usefulRanges(graph: types.IGraphProto): UsefulRange {
  const users = Map.groupBy(
    (graph.node ?? []).flatMap((node) => (node.input ?? []).map((name) => ({ node, name }))),
    ({ name }) => name,
  );
  const results = new Set(graph.output?.map(({ name }) => name));

  function rangeOf(name: string): ValueRange {
    const uses = users.get(name) ?? [];
    if (results.has(name) || uses.length === 0) return everything;
    const ranges = uses.map(({ node }) => {
      if (node.domain) return everything;
      if (moving.has(node.opType ?? '')) return union((node.output ?? []).map(rangeOf));
      return byActivation[node.opType ?? ''] ?? everything;
    });
    return union(ranges);
  }
  return rangeOf;
}

function union(ranges: readonly ValueRange[]): ValueRange {
  return {
    min: Math.min(...ranges.map(({ min }) => min)),
    max: Math.max(...ranges.map(({ max }) => max)),
  };
}
