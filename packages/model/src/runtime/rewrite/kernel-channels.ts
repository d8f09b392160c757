import type { onnx as types } from 'onnx-proto';
import { integerListOf, integerOf, integersOf } from '../../precision/node-attributes.ts';

/** What a convolution's kernel, `[filters, channels, …spatial]`, says about its input. */
export interface KernelChannels {
  readonly channels: number;
  /** Axes of the kernel, which are as many as its input has. */
  readonly rank: number;
}

/**
 * Looks a kernel up by its name: a weight, or what a graph puts together from weights alone. Reads
 * shapes, never weights. Undefined where the graph itself does not say.
 */
export function kernelChannelsIn(
  nodes: readonly types.INodeProto[],
  initializers: readonly types.ITensorProto[],
): (name: string) => KernelChannels | undefined {
  const tensors = new Map(initializers.map((tensor) => [tensor.name ?? '', tensor]));
  const madeBy = new Map(
    nodes.flatMap((node) => (node.output ?? []).map((name) => [name, node] as const)),
  );

  function kernel(name: string): KernelChannels | undefined {
    const tensor = tensors.get(name);
    if (tensor) return fromShape(tensor);
    const node = madeBy.get(name);
    if (!node) return undefined;
    const [first = '', , , axes = ''] = node.input ?? [];
    switch (node.opType) {
      case 'Constant':
        return fromShape(node.attribute?.find((attribute) => attribute.name === 'value')?.t);
      case 'Cast':
      case 'DequantizeLinear':
      case 'Identity':
        return kernel(first);
      case 'Concat':
        return joined(node.input!.map(kernel), integerOf(node, 'axis') ?? 0);
      case 'Slice': {
        const cut = integersOf(node, 'axes') ?? integerListOf(tensors.get(axes));
        const whole = kernel(first);
        return whole && cut?.every((axis) => axis !== 1 && axis !== 1 - whole.rank)
          ? whole
          : undefined;
      }
      default:
        return undefined;
    }
  }
  return kernel;
}

function fromShape(tensor: types.ITensorProto | null | undefined): KernelChannels | undefined {
  const shape = (tensor?.dims ?? []).map((size) => Number(String(size)));
  return shape.length > 1 ? { channels: shape[1]!, rank: shape.length } : undefined;
}

function joined(
  parts: readonly (KernelChannels | undefined)[],
  axis: number,
): KernelChannels | undefined {
  const [first] = parts;
  if (!first || (axis !== 1 && axis !== 1 - first.rank)) return first;
  let channels = 0;
  for (const part of parts) {
    if (!part) return undefined;
    channels += part.channels;
  }
  return { ...first, channels };
}
