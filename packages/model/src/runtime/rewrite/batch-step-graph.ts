import type { onnx as types } from 'onnx-proto';
import { onnx } from '../../file/onnx.ts';
import type { SessionPlan } from '../protocol.ts';
import type { StepGraph } from '../step-graph.ts';
import { wholeShape } from '../step-session.ts';
import { borderTensor, wantedTensors } from './border-tensors.ts';
import { graphField, graphFieldsOf } from './graph-fields.ts';

const { INT } = onnx.AttributeProto.AttributeType;

/** A graph made of another one, and what its tensors are called. */
export interface RewrittenGraph {
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly graph: StepGraph;
}

/**
 * A model's graph for one step of `lanes` streams at once: every lane has an input and states of
 * its own, which are concatenated along the batch before the model's nodes, and split after them.
 * So states are gathered and scattered where they live. The nodes and weights stay byte for byte.
 *
 * For a plan with a free batch only.
 */
export function batchStepGraph(
  model: Uint8Array,
  plan: SessionPlan,
  lanes: number,
): RewrittenGraph {
  const { fields, opset, freshPrefix, withGraph } = graphFieldsOf(model);
  const { input, states } = plan;
  const numbers = Array.from({ length: lanes }, (_, lane) => lane);
  // Numbered, not named after the model's tensors: names that begin each other cannot be mixed up.
  const inputOf = (lane: number) => `${freshPrefix}${lane}.input`;
  const stateOf = (lane: number, state: number) => `${freshPrefix}${lane}.state.${state}`;
  const wanted = [...wantedTensors(plan)];
  const places = new Map(wanted.map(([name], place) => [name, place]));
  const resultOf = (lane: number, name: string) =>
    `${freshPrefix}${lane}.result.${places.get(name)}`;

  const gathered = [
    { name: input.name, parts: numbers.map(inputOf) },
    ...states.map((state, index) => ({
      name: state.input,
      parts: numbers.map((lane) => stateOf(lane, index)),
    })),
  ];
  const fed = new Set(gathered.map(({ name }) => name));
  const kept = fields.filter(({ number, bytes }) => {
    if (number === graphField.output || number === graphField.valueInfo) return false;
    return number !== graphField.input || !fed.has(inputNameOf(bytes));
  });

  const before = gathered.map(({ name, parts }) => alongBatch('Concat', parts, [name]));
  const after = wanted.flatMap(([name], place) =>
    splitAlongBatch(
      name,
      numbers.map((lane) => resultOf(lane, name)),
      {
        opset,
        prefix: `${freshPrefix}part.${place}`,
      },
    ),
  );
  const bytes = withGraph([
    encoded({ node: before }),
    ...kept.map((field) => field.bytes),
    encoded({
      node: after,
      input: numbers.flatMap((lane) => [
        borderTensor(inputOf(lane), wholeShape(plan, input.shape), input.type),
        ...states.map(({ shape }, index) =>
          borderTensor(stateOf(lane, index), wholeShape(plan, shape)),
        ),
      ]),
      output: numbers.flatMap((lane) =>
        wanted.map(([name, shape]) => borderTensor(resultOf(lane, name), shape)),
      ),
    }),
  ]);
  const graph: StepGraph = {
    lanes: numbers.map((lane) => ({
      inputs: [inputOf(lane)],
      stateInputs: states.map((_, index) => stateOf(lane, index)),
      stateOutputs: states.map(({ output }) => resultOf(lane, output)),
      outputs: [plan.outputs.map(({ name }) => resultOf(lane, name))],
    })),
  };
  return { bytes, graph };
}

/** The name of the one input in an input's field. */
export function inputNameOf(field: Uint8Array): string {
  return onnx.GraphProto.decode(field).input[0]?.name ?? '';
}

/** The fields of part of a graph. */
export function encoded(part: types.IGraphProto): Uint8Array {
  return onnx.GraphProto.encode(part).finish();
}

/** Outputs that a Split has at most: WebGPU binds each as a buffer, and may have no more than eight. */
const widestSplit = 4;

/**
 * Nodes that cut a tensor into equal parts along the batch, in steps where they are many. Prime
 * numbers of parts are cut at once.
 */
function splitAlongBatch(
  from: string,
  parts: readonly string[],
  { opset, prefix }: { readonly opset: number; readonly prefix: string },
): types.INodeProto[] {
  const groups = [4, 3, 2].find((count) => parts.length % count === 0);
  if (parts.length <= widestSplit || !groups) return [splitNode(from, [...parts], opset)];
  const size = parts.length / groups;
  const names = Array.from({ length: groups }, (_, group) => `${prefix}.${group}`);
  return [
    splitNode(from, names, opset),
    ...names.flatMap((name, group) =>
      splitAlongBatch(name, parts.slice(group * size, (group + 1) * size), { opset, prefix: name }),
    ),
  ];
}

function splitNode(from: string, parts: string[], opset: number): types.INodeProto {
  const node = alongBatch('Split', [from], parts);
  return opset < 18 ? node : withAttribute(node, 'num_outputs', parts.length);
}

function alongBatch(opType: string, input: string[], output: string[]): types.INodeProto {
  return withAttribute({ opType, input, output }, 'axis', 0);
}

function withAttribute(node: types.INodeProto, name: string, i: number): types.INodeProto {
  return { ...node, attribute: [...(node.attribute ?? []), { name, type: INT, i }] };
}
