import type { Graph, Value } from '@presage/model';

/** What a step costs at the least, whatever runs it. */
export interface StepCost {
  /** Floating-point operations in convolutions and products; a multiplication and an addition are two. */
  readonly operations: number;
  /** Bytes of the input and the results: all that a step moves where states stay on the device. */
  readonly bytes: number;
}

/** Of one stream's step in a step graph; `kept` names the inputs and outputs that are states. */
export function stepCost(graph: Graph, kept: ReadonlySet<string>): StepCost {
  let operations = 0;
  for (const { type, inputs, outputs } of graph.nodes) {
    const [from, weight] = inputs;
    const [to] = outputs;
    if (!from || !weight || !to) continue;
    const perPlace = elements(weight) / Number(weight.shape[0]);
    if (type === 'Conv') operations += 2 * elements(to) * perPlace;
    if (type === 'ConvTranspose') operations += 2 * elements(from) * perPlace;
    if (type === 'MatMul') operations += 2 * elements(to) * Number(from.shape.at(-1));
  }
  const moved = [...graph.inputs, ...graph.outputs].filter(({ name }) => !kept.has(name));
  const bytes = moved.reduce(
    (sum, value) => sum + elements(value) * (value.type === 'uint8' ? 1 : 4),
    0,
  );
  return { operations, bytes };
}

/** With a batch of one. */
function elements({ shape }: Value): number {
  return shape.reduce<number>(
    (product, size) => product * (typeof size === 'number' ? size : 1),
    1,
  );
}
