import type { onnx as types } from 'onnx-proto';
import { constantValues } from './constant-values.ts';
import type { FloatTensor } from './float-tensor.ts';
import { nodeConvolution } from './node-convolution.ts';
import { convolutionToSpace } from './transposed-kernel.ts';

/** A convolution of a graph, as one that 8 bits can be used for. */
export interface FoundConvolution {
  readonly node: types.INodeProto;
  /** Name of what it runs over. */
  readonly input: string;
  /** Name of its result. */
  readonly output: string;
  /** Channels of its result. */
  readonly channels: number;
  /** `[out, in / groups, …spatial]` of the convolution that is run. */
  readonly kernel: FloatTensor;
  /** `[channels]` */
  readonly bias: Float32Array;
  readonly strides: readonly number[];
  readonly dilations: readonly number[];
  readonly pads: readonly number[];
  readonly groups: number;
  /** Where it stands for a transposed one: what its `strides · channels` results become. */
  readonly toSpace?: { readonly strides: readonly number[]; readonly crop: readonly number[] };
}

/** What a graph convolves, and what stays as it is. */
export interface FoundConvolutions {
  readonly convolutions: readonly FoundConvolution[];
  /** Names of nodes whose kernel is not constant, or whose form has no counterpart in 8 bits. */
  readonly left: readonly string[];
}

/** Finds the convolutions and transposed convolutions of a graph. */
export function findConvolutions(graph: types.IGraphProto): FoundConvolutions {
  const valueOf = constantValues(graph);
  const convolutions: FoundConvolution[] = [];
  const left: string[] = [];
  for (const node of graph.node ?? []) {
    if (node.domain || !['Conv', 'ConvTranspose'].includes(node.opType ?? '')) continue;
    const found = readConvolution(node, valueOf);
    if (found) convolutions.push(found);
    else left.push(node.name || node.output?.[0] || '');
  }
  return { convolutions, left };
}

function readConvolution(
  node: types.INodeProto,
  valueOf: (name: string) => FloatTensor | undefined,
): FoundConvolution | undefined {
  const [input, weight, biasName] = node.input ?? [];
  const kernel = valueOf(weight ?? '');
  const convolution = kernel && nodeConvolution(node, kernel.shape.slice(2));
  if (!convolution) return undefined;
  const channels = kernel.shape[node.opType === 'Conv' ? 0 : 1]!;
  const bias = biasName ? valueOf(biasName)?.data : new Float32Array(channels);
  if (!bias) return undefined;
  const named = { node, input: input!, output: node.output![0]!, channels, bias };
  if (!('outputPadding' in convolution)) return { ...named, ...convolution, kernel };

  const turned = convolution.groups === 1 ? convolutionToSpace(kernel, convolution) : undefined;
  if (!turned) return undefined;
  const ones = convolution.strides.map(() => 1);
  return {
    ...named,
    kernel: turned.kernel,
    strides: ones,
    dilations: ones,
    pads: turned.pads,
    groups: 1,
    toSpace: { strides: convolution.strides, crop: turned.crop },
  };
}
