import type { onnx as types } from 'onnx-proto';
import { onnx } from '../../file/onnx.ts';
import { integerOf } from '../../precision/node-attributes.ts';
import { encoded } from './batch-step-graph.ts';
import { graphField, graphFieldsOf } from './graph-fields.ts';
import { kernelChannelsIn } from './kernel-channels.ts';

const { INTS } = onnx.AttributeProto.AttributeType;

/**
 * A model for WebGPU: convolutions that ONNX Runtime computes wrongly there read some channels of
 * zeros more, which changes no result. A model without such a convolution comes back as it is.
 *
 * ONNX Runtime 1.30 reads the input three channels at a time where their number is a multiple of
 * three and not of four, and finds the right place for the first three only. Not concerned are
 * convolutions in groups or over three axes. Source: `conv2d_mm.cc`, which divides a channel by four
 * to find it; most likely https://github.com/microsoft/onnxruntime/issues/29651
 */
export function padChannels(model: Uint8Array): Uint8Array {
  const { fields, opset, freshPrefix, withGraph } = graphFieldsOf(model);
  const parts = fields.map(({ number, bytes }) => {
    if (number !== graphField.node && number !== graphField.initializer) return { bytes };
    const { node, initializer } = onnx.GraphProto.decode(bytes);
    return { bytes, node, initializer };
  });
  const kernelChannels = kernelChannelsIn(
    parts.flatMap(({ node }) => node ?? []),
    parts.flatMap(({ initializer }) => initializer ?? []),
  );
  const lists = new Map<string, types.ITensorProto>();
  const padded = new Map<string, string>();

  /** The node that pads a tensor; none where it is padded already. */
  function pad(name: string, { rank, extra }: Padding): types.INodeProto[] {
    const key = `${extra}.${name}`;
    if (padded.has(key)) return [];
    const output = `${freshPrefix}padded.${padded.size}`;
    padded.set(key, output);
    const amounts = Array.from({ length: 2 * rank }, (_, at) => (at === rank + 1 ? extra : 0));
    // An attribute until operator set 10.
    if (opset < 11) {
      const attribute = [{ name: 'pads', type: INTS, ints: amounts }];
      return [{ opType: 'Pad', input: [name], output: [output], attribute }];
    }
    const list = `${freshPrefix}pads.${amounts.join('.')}`;
    lists.set(list, listTensor(list, amounts));
    return [{ opType: 'Pad', input: [name, list], output: [output] }];
  }

  function rewritten(node: types.INodeProto): types.INodeProto[] | undefined {
    if (!isOwn(node) || node.opType !== 'Conv' || (integerOf(node, 'group') ?? 1) > 1)
      return undefined;
    const [x = '', weight = '', ...bias] = node.input ?? [];
    const kernel = kernelChannels(weight);
    if (!kernel || kernel.rank > 4 || !isMisread(kernel.channels)) return undefined;
    const padding = { rank: kernel.rank, extra: 4 - (kernel.channels % 4) };
    const pads = [x, weight].flatMap((name) => pad(name, padding));
    const input = [x, weight].map((name) => padded.get(`${padding.extra}.${name}`)!);
    return [...pads, { ...node, input: [...input, ...bias] }];
  }

  const content = parts.map(({ bytes, node }) => {
    const nodes = node?.[0] && rewritten(node[0]);
    return nodes ? encoded({ node: nodes }) : bytes;
  });
  return padded.size
    ? withGraph([...content, encoded({ initializer: [...lists.values()] })])
    : model;
}

interface Padding {
  readonly rank: number;
  /** Channels of zeros behind the tensor's own. */
  readonly extra: number;
}

/** ONNX Runtime's own `Conv`, of another domain, has its channels last. */
const isOwn = ({ domain }: types.INodeProto) => !domain || domain === 'ai.onnx';

const isMisread = (channels: number) => channels > 3 && channels % 3 === 0 && channels % 4 !== 0;

function listTensor(name: string, values: readonly number[]): types.ITensorProto {
  return {
    name,
    dims: [values.length],
    dataType: onnx.TensorProto.DataType.INT64,
    rawData: new Uint8Array(BigInt64Array.from(values, BigInt).buffer),
  };
}
