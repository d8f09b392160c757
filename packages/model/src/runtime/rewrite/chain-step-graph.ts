import type { onnx as types } from 'onnx-proto';
import { onnx } from '../../file/onnx.ts';
import type { SessionPlan } from '../protocol.ts';
import { wholeShape } from '../step-session.ts';
import { encoded, inputNameOf, type RewrittenGraph } from './batch-step-graph.ts';
import { borderTensor, wantedTensors } from './border-tensors.ts';
import { graphField, graphFieldsOf } from './graph-fields.ts';

type Rename = (name: string) => string;

/**
 * A model's graph for `steps` steps of one stream in a row: its nodes are there once a step, each
 * copy reading the states that the one before wrote; weights are there once. For devices where
 * states cross a bus between runs.
 */
export function chainStepGraph(
  model: Uint8Array,
  plan: SessionPlan,
  steps: number,
): RewrittenGraph {
  const { fields, freshPrefix, withGraph } = graphFieldsOf(model);
  const { input, states, outputs } = plan;
  const numbers = Array.from({ length: steps }, (_, step) => step);
  const inputOf = (step: number) => `${freshPrefix}${step}`;
  const carried = new Map(states.map((state) => [state.input, state.output]));
  const constants = constantNames(fields);

  /** What a tensor of the model's graph is called in the copy for one step. */
  function nameIn(step: number, name: string): string {
    if (name === '' || constants.has(name)) return name;
    if (name === input.name) return inputOf(step);
    const before = carried.get(name);
    if (before === undefined) return `${freshPrefix}${step}.${name}`;
    return step === 0 ? name : nameIn(step - 1, before);
  }

  const nodes = fields
    .filter(({ number }) => number === graphField.node)
    .flatMap(({ bytes }) => onnx.GraphProto.decode(bytes).node);
  const fed = new Set([input.name, ...carried.keys()]);
  const kept = fields.filter(({ number, bytes }) => {
    if (number === graphField.input) return !fed.has(inputNameOf(bytes));
    return ![graphField.node, graphField.output, graphField.valueInfo].some((no) => no === number);
  });
  const last = steps - 1;
  const results = new Map<string, readonly number[]>();
  for (const [name, shape] of wantedTensors(plan)) {
    const isResult = outputs.some((output) => output.name === name);
    for (const step of isResult ? numbers : [last]) results.set(nameIn(step, name), shape);
  }

  const bytes = withGraph([
    ...numbers.map((step) =>
      encoded({ node: nodes.map((node) => renamedNode(node, (name) => nameIn(step, name))) }),
    ),
    ...kept.map((field) => field.bytes),
    encoded({
      input: [
        ...numbers.map((step) =>
          borderTensor(inputOf(step), wholeShape(plan, input.shape), input.type),
        ),
        ...states.map((state) => borderTensor(state.input, wholeShape(plan, state.shape))),
      ],
      output: [...results].map(([name, shape]) => borderTensor(name, shape)),
    }),
  ]);
  const lane = {
    inputs: numbers.map(inputOf),
    stateInputs: states.map((state) => state.input),
    stateOutputs: states.map((state) => nameIn(last, state.output)),
    outputs: numbers.map((step) => outputs.map(({ name }) => nameIn(step, name))),
  };
  return { bytes, graph: { lanes: [lane] } };
}

function constantNames(
  fields: readonly { readonly number: number; readonly bytes: Uint8Array }[],
): Set<string> {
  const names = new Set<string>();
  for (const { number, bytes } of fields) {
    if (number === graphField.initializer) {
      names.add(onnx.GraphProto.decode(bytes).initializer[0]?.name ?? '');
    } else if (number === graphField.sparseInitializer) {
      names.add(onnx.GraphProto.decode(bytes).sparseInitializer[0]?.values?.name ?? '');
    }
  }
  return names;
}

/** A node's graphs (of `If` and `Loop`) see the names around them, so theirs change alike. */
function renamedNode(node: types.INodeProto, rename: Rename): types.INodeProto {
  return {
    ...node,
    name: '',
    input: node.input?.map(rename) ?? [],
    output: node.output?.map(rename) ?? [],
    attribute: node.attribute?.map((attribute) => renamedAttribute(attribute, rename)) ?? [],
  };
}

function renamedAttribute(attribute: types.IAttributeProto, rename: Rename): types.IAttributeProto {
  const { g, graphs } = attribute;
  if (!g && !graphs?.length) return attribute;
  return {
    ...attribute,
    ...(g && { g: renamedGraph(g, rename) }),
    ...(graphs?.length && { graphs: graphs.map((each) => renamedGraph(each, rename)) }),
  };
}

function renamedGraph(graph: types.IGraphProto, rename: Rename): types.IGraphProto {
  const named = <T extends { name?: string | null }>(items: readonly T[] | null | undefined) =>
    items?.map((item) => ({ ...item, name: rename(item.name ?? '') })) ?? [];
  return {
    ...graph,
    node: graph.node?.map((node) => renamedNode(node, rename)) ?? [],
    initializer: named(graph.initializer),
    input: named(graph.input),
    output: named(graph.output),
    valueInfo: [],
  };
}
