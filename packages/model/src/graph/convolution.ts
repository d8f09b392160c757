import type { Attributes } from './operator.ts';

/** How a convolution moves over its input; one entry for each spatial axis. */
export interface Convolution {
  readonly kernelSize: readonly number[];
  readonly strides: readonly number[];
  readonly dilations: readonly number[];
  /** Zeros put around the input: all beginnings, then all ends. */
  readonly pads: readonly number[];
}

/** A convolution read backwards: `pads` are cut off its output. */
export interface TransposedConvolution extends Convolution {
  /** Added at the end of each axis. */
  readonly outputPadding: readonly number[];
}

/** A convolution as the attributes of an ONNX node. */
export function convolutionAttributes(
  convolution: Convolution | TransposedConvolution,
): Attributes {
  const { kernelSize, strides, dilations, pads } = convolution;
  return {
    kernel_shape: kernelSize,
    strides,
    dilations,
    pads,
    ...('outputPadding' in convolution && { output_padding: convolution.outputPadding }),
  };
}

/** The way back from a node's attributes; what they leave out has ONNX's default. */
export function convolutionOf(attributes: Attributes): Convolution {
  const kernelSize = attributes['kernel_shape'] as readonly number[];
  const ones = kernelSize.map(() => 1);
  const list = (name: string, otherwise: readonly number[]): readonly number[] =>
    (attributes[name] as readonly number[] | undefined) ?? otherwise;
  return {
    kernelSize,
    strides: list('strides', ones),
    dilations: list('dilations', ones),
    pads: list(
      'pads',
      [...ones, ...ones].map(() => 0),
    ),
  };
}
