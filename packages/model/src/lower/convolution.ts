import { convolvedSize, transposedSize } from '../graph/convolution-size.ts';
import { conv, convTranspose, type Convolution } from '../graph/operations.ts';
import { fixedShape, type Value } from '../graph/value.ts';
import type { LayerOf } from '../spec/layer-spec.ts';
import { convolutionAttributes, transposedAttributes } from '../spec/spatial.ts';
import { activate } from './activation.ts';
import type { LayerFacts, LayerLowering, ParameterFacts } from './layer-lowering.ts';

const product = (sizes: readonly number[]): number => sizes.reduce((all, size) => all * size, 1);
const zeros = { kind: 'constant', value: 0 } as const;

/** Spatial sizes of `x`, a value with a leading batch and channel axis. */
export function spatialSizes(x: Value): number[] {
  return fixedShape(x.shape.slice(2));
}

/** The sizes that a convolution with these attributes makes of `sizes`. */
export function convolvedSizes(
  sizes: readonly number[],
  { kernelSize, strides, dilations, pads }: Convolution,
): number[] {
  const attributes = { kernel_shape: kernelSize, strides, dilations, pads };
  return sizes.map((size, axis) => convolvedSize(size, axis, attributes));
}

/** A kernel `[outputs, inputs, …kernelSize]` as a parameter. */
export function kernelParameter(
  name: string,
  outputs: number,
  inputs: number,
  kernelSize: readonly number[],
): ParameterFacts {
  const area = product(kernelSize);
  return {
    name,
    shape: [outputs, inputs, ...kernelSize],
    initialisation: { kind: 'glorot', fanIn: inputs * area, fanOut: outputs * area },
  };
}

export const convLayer: LayerLowering<LayerOf<'conv'>> = {
  describe(layer, name, [channels, ...sizes]): LayerFacts {
    const attributes = convolutionAttributes(layer, sizes);
    return {
      outputShape: [layer.filters, ...convolvedSizes(sizes, attributes)],
      parameters: [
        kernelParameter(`${name}.weight`, layer.filters, channels!, attributes.kernelSize),
        { name: `${name}.bias`, shape: [layer.filters], initialisation: zeros },
      ],
      states: [],
    };
  },
  lower(layer, name, x, { parameter }) {
    const attributes = convolutionAttributes(layer, spatialSizes(x));
    const y = conv(x, parameter(`${name}.weight`), attributes, parameter(`${name}.bias`));
    return activate(y, layer.activation);
  },
};

export const convTransposeLayer: LayerLowering<LayerOf<'convTranspose'>> = {
  describe(layer, name, [channels, ...sizes]): LayerFacts {
    const { kernelSize, strides, dilations, pads, outputPadding } = transposedAttributes(
      layer,
      sizes.length,
    );
    const attributes = {
      kernel_shape: kernelSize,
      strides,
      dilations,
      pads,
      output_padding: outputPadding,
    };
    return {
      outputShape: [layer.filters, ...sizes.map((size, axis) => transposedSize(size, axis, attributes))],
      parameters: [
        // ONNX keeps a transposed kernel as [in, out, …].
        kernelParameter(`${name}.weight`, channels!, layer.filters, kernelSize),
        { name: `${name}.bias`, shape: [layer.filters], initialisation: zeros },
      ],
      states: [],
    };
  },
  lower(layer, name, x, { parameter }) {
    const attributes = transposedAttributes(layer, spatialSizes(x).length);
    const y = convTranspose(x, parameter(`${name}.weight`), attributes, parameter(`${name}.bias`));
    return activate(y, layer.activation);
  },
};
