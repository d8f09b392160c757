import type { onnx as types } from 'onnx-proto';
import type { ModelDescription } from '../src/file/model-description.ts';
import { encodeModelFile } from '../src/file/encode-model-file.ts';
import type { ModelFile } from '../src/file/model-file.ts';
import { onnx } from '../src/file/onnx.ts';
import { encodedGraph, valueInfo } from './leaky-sums.ts';

const { FLOAT } = onnx.TensorProto.DataType;
const { GRAPH, INT } = onnx.AttributeProto.AttributeType;

/** A state's names in the graph, and what it is multiplied with in each step. */
export interface NamedSum {
  readonly input: string;
  readonly output: string;
  readonly decay: number;
}

const shape = [2];

/**
 * A model of arrays, `x` of two numbers: for each state `output = decay × input + x`, and in a
 * `branching` one 1 more where a number of `x` is above a half. That is asked of the whole batch:
 * streams that share its run meddle with each other. Every next state is a result too, in the order
 * given.
 */
export function namedSumsFile(
  sums: readonly NamedSum[],
  kind: 'straight' | 'branching' = 'straight',
): ModelFile {
  const graph: types.IGraphProto = {
    name: 'step',
    input: ['x', ...sums.map(({ input }) => input)].map((name) => valueInfo(name, FLOAT, shape)),
    output: sums.map(({ output }) => valueInfo(output, FLOAT, shape)),
    initializer: [
      ...sums.map(({ decay }, index) => number(`decay ${index}`, decay)),
      ...[0, 0.5, 1].map((value) => number(`number ${value}`, value)),
    ],
    node: [
      ...(kind === 'straight' ? [node('Identity', ['x'], 'added')] : branchingNodes),
      ...sums.flatMap(({ input, output }, index) => [
        node('Mul', [input, `decay ${index}`], `decayed ${index}`),
        node('Add', [`decayed ${index}`, 'added'], output),
      ]),
    ],
  };
  const description: ModelDescription = {
    input: { name: 'x', type: 'float32', shape },
    batch: 'free',
    states: sums.map(({ input, output }) => ({ input, output, shape })),
    outputs: sums.map(({ output }) => ({ name: output, shape })),
    warmUpFrames: 0,
    precision: 'float32',
  };
  const model = { irVersion: 8, opsetImport: [{ domain: '', version: 17 }], graph };
  return { bytes: encodeModelFile(encodedGraph(model), { description }), description };
}

const branchingNodes: types.INodeProto[] = [
  {
    ...node('ReduceMax', ['x'], 'largest'),
    attribute: [{ name: 'keepdims', type: INT, i: 0 }],
  },
  node('Greater', ['largest', 'number 0.5'], 'up'),
  {
    ...node('If', ['up'], 'added'),
    attribute: [
      branch('then_branch', [node('Add', ['x', 'number 1'], 'branched')]),
      branch('else_branch', [node('Add', ['x', 'number 0'], 'branched')]),
    ],
  },
];

function number(name: string, value: number): types.ITensorProto {
  return { name, dataType: FLOAT, dims: [], floatData: [value] };
}

function node(opType: string, input: string[], output: string): types.INodeProto {
  return { opType, input, output: [output] };
}

function branch(name: string, nodes: types.INodeProto[]): types.IAttributeProto {
  const output = [valueInfo('branched', FLOAT, shape)];
  return { name, type: GRAPH, g: { name, node: nodes, input: [], output } };
}
