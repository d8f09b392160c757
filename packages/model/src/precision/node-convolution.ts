import type { onnx as types } from 'onnx-proto';
import type { Convolution, TransposedConvolution } from '../graph/convolution.ts';
import { integerOf, integersOf, textOf } from './node-attributes.ts';

/** How a Conv or ConvTranspose node moves, with ONNX's defaults filled in. */
export type NodeConvolution = (Convolution | TransposedConvolution) & { readonly groups: number };

/**
 * Reads a Conv or ConvTranspose node whose kernel spans `kernelSize`. Undefined where its padding
 * depends on the size of what comes in (`auto_pad`, `output_shape`).
 */
export function nodeConvolution(
  node: types.INodeProto,
  kernelSize: readonly number[],
): NodeConvolution | undefined {
  const rule = textOf(node, 'auto_pad') ?? 'NOTSET';
  if (!['NOTSET', 'VALID'].includes(rule) || integersOf(node, 'output_shape')) return undefined;
  const ones = kernelSize.map(() => 1);
  const zeros = kernelSize.map(() => 0);
  return {
    kernelSize,
    strides: integersOf(node, 'strides') ?? ones,
    dilations: integersOf(node, 'dilations') ?? ones,
    pads: integersOf(node, 'pads') ?? [...zeros, ...zeros],
    groups: integerOf(node, 'group') ?? 1,
    ...(node.opType === 'ConvTranspose' && {
      outputPadding: integersOf(node, 'output_padding') ?? zeros,
    }),
  };
}
