import { elementCount, fixedShape, sum, type GraphNode, type Value } from '@presage/model';
import { convolutionRules } from './convolution-rules.ts';
import { elementwiseRules } from './elementwise-rules.ts';
import type { Contribution, GradientRule, KernelUse } from './gradient-rule.ts';
import { kernelGradient } from './kernel-gradient.ts';
import { shapeRules } from './shape-rules.ts';

const rules: Readonly<Record<string, GradientRule>> = {
  ...elementwiseRules,
  ...shapeRules,
  ...convolutionRules,
};

/** The operators that {@link gradients} can go back through. */
export const differentiableOperators: readonly string[] = Object.keys(rules);

/**
 * Adds to a graph the gradient of a scalar with respect to some of its values, by reverse mode
 * (Griewank & Walther 2008, ch. 3). Shapes must be fixed. Throws a TypeError where an operator on
 * the way has no rule, or a value has no influence on the scalar.
 */
export function gradients(scalar: Value, values: readonly Value[]): readonly Value[] {
  if (elementCount(scalar.shape) !== 1) throw new TypeError(`${scalar.name} is no scalar`);
  const { graph } = scalar;
  const nodes = [...graph.nodes];
  const wanted = dependents(nodes, values);
  const collected = new Map<Value, Contribution[]>();
  const gather = (value: Value): Value | undefined => gathered(value, collected.get(value) ?? []);

  collected.set(scalar, [graph.literal(Float32Array.of(1), fixedShape(scalar.shape))]);
  for (const node of nodes.toReversed()) {
    if (!node.inputs.some((input) => wanted.has(input))) continue;
    const outputGradients = node.outputs.map(gather);
    if (outputGradients.every((gradient) => gradient === undefined)) continue;
    const rule = rules[node.type];
    if (!rule) throw new TypeError(`${node.type} has no gradient`);
    const isWanted = (index: number): boolean =>
      index < node.inputs.length && wanted.has(node.inputs[index]!);
    rule(node, outputGradients, { wanted: isWanted }).forEach((contribution, index) => {
      if (!contribution || !isWanted(index)) return;
      const input = node.inputs[index]!;
      collected.set(input, [...(collected.get(input) ?? []), contribution]);
    });
  }
  return values.map((value) => {
    const gradient = gather(value);
    if (!gradient) throw new TypeError(`${value.name} has no influence on ${scalar.name}`);
    return gradient;
  });
}

/** The values and everything that is made from them. */
function dependents(nodes: readonly GraphNode[], values: readonly Value[]): ReadonlySet<Value> {
  const found = new Set(values);
  for (const { inputs, outputs } of nodes) {
    if (inputs.some((input) => found.has(input))) for (const output of outputs) found.add(output);
  }
  return found;
}

function gathered(value: Value, contributions: readonly Contribution[]): Value | undefined {
  const uses = contributions.filter(
    (each): each is KernelUse => each !== undefined && 'kind' in each,
  );
  const parts = contributions.filter(
    (each): each is Value => each !== undefined && 'graph' in each,
  );
  if (uses.length > 0) parts.push(kernelGradient(uses, fixedShape(value.shape)));
  return parts.length === 0 ? undefined : sum(parts);
}
