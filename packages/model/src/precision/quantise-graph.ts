import type { onnx as types } from 'onnx-proto';
import { onnx } from '../file/onnx.ts';
import type { ConvolutionExtremes } from './activation-extremes.ts';
import { addByteConvolution, type ByteInput } from './byte-convolution.ts';
import { byteInput } from './byte-input.ts';
import { passBytes } from './byte-passing.ts';
import { scaleOver, type ByteValue } from './byte-value.ts';
import { constantValues } from './constant-values.ts';
import { findConvolutions, type FoundConvolution } from './find-convolutions.ts';
import { createGraphEditor } from './graph-editor.ts';
import { integerOf } from './node-attributes.ts';
import { pruneGraph } from './prune-graph.ts';
import { usefulRanges } from './useful-range.ts';
import { overlap, rangeOf, withHeadroom } from './value-range.ts';

export interface QuantiseGraphOptions {
  /** What was seen at each convolution, in the order of {@link findConvolutions}. */
  readonly extremes: readonly ConvolutionExtremes[];
  /** Channels of the states, by the names of the graph's inputs. */
  readonly stateChannels: ReadonlyMap<string, number>;
}

/**
 * Lets the convolutions of a graph run over bytes. What lies between two of them stays in bytes
 * where it can; gates, states, and whatever is added and multiplied stay `float32`.
 */
export function quantiseGraph(
  graph: types.IGraphProto,
  { extremes, stateChannels }: QuantiseGraphOptions,
): types.IGraphProto {
  const editor = createGraphEditor(graph);
  const valueOf = constantValues(graph);
  const scalarOf = (name: string) => {
    const value = valueOf(name);
    return value?.data.length === 1 ? value.data[0] : undefined;
  };
  const useful = usefulRanges(graph);
  const { convolutions } = findConvolutions(graph);
  const found = new Map(convolutions.map((one, at) => [one.node, { one, seen: extremes[at]! }]));
  const madeBy = new Map(
    graph.node?.flatMap((node) => (node.output ?? []).map((name) => [name, node] as const)),
  );
  const known = new Map<string, ByteValue>();
  /** Tensors that exist as bytes first, and are read as `float32` from them. */
  const native = new Set<string>();

  const read = ({ name, scale, zeroPoint }: ByteValue, output: string) =>
    void editor.add({
      type: 'DequantizeLinear',
      inputs: [name, editor.float(scale), editor.byte(zeroPoint)],
      output,
    });

  function convolve(one: FoundConvolution, seen: ConvolutionExtremes): void {
    const input: ByteInput = byteInput(one, { seen, editor, known, madeBy, stateChannels });
    const output = scaleOver(overlap(withHeadroom(rangeOf(seen.output)), useful(one.output)));
    const bytes = addByteConvolution(editor, one, { input, output });
    known.set(one.output, bytes);
    native.add(one.output);
    read(bytes, one.output);
  }

  for (const node of graph.node ?? []) {
    const convolution = found.get(node);
    if (convolution) {
      convolve(convolution.one, convolution.seen);
      continue;
    }
    const from = node.input?.find((name) => known.has(name));
    const bytes = known.get(from ?? '');
    if (isPictures(node)) known.set(node.output![0]!, pictureBytes(node));
    if (node.opType === 'Split' && bytes && native.has(from!) && integerOf(node, 'axis') === 1) {
      const parts = node.output!.map((name) => ({ name, bytes: editor.freshName('Split') }));
      editor.nodes.push({
        ...node,
        name: parts[0]!.bytes,
        input: [bytes.name, ...node.input!.slice(1)],
        output: parts.map((part) => part.bytes),
      });
      for (const part of parts) {
        const own = { ...bytes, name: part.bytes };
        known.set(part.name, own);
        native.add(part.name);
        read(own, part.name);
      }
      continue;
    }
    editor.nodes.push(node);
    if (!bytes || node.domain || node.output?.length !== 1) continue;
    const passed = passBytes(node, bytes, { editor, scalarOf });
    if (passed) known.set(node.output[0]!, passed);
  }

  return pruneGraph({
    ...graph,
    node: editor.nodes,
    initializer: [...(graph.initializer ?? []), ...editor.constants],
  });

  function isPictures(node: types.INodeProto): boolean {
    const { FLOAT, UINT8 } = onnx.TensorProto.DataType;
    const fed = graph.input?.find(({ name }) => name === node.input?.[0]);
    const bytes = fed?.type?.tensorType?.elemType === UINT8;
    return node.opType === 'Cast' && integerOf(node, 'to') === FLOAT && bytes;
  }
}

/** Bytes that were never anything else. */
function pictureBytes(node: types.INodeProto): ByteValue {
  return { name: node.input![0]!, scale: 1, zeroPoint: 0 };
}
