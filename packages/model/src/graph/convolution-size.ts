import type { Attributes } from './operator.ts';

/** Output size along a spatial axis of Conv and the pools. */
export function convolvedSize(size: number, axis: number, attributes: Attributes): number {
  const { kernel, stride, dilation, begin, end } = axisOf(attributes, axis);
  return Math.floor((size + begin + end - dilation * (kernel - 1) - 1) / stride) + 1;
}

/** Output size along a spatial axis of ConvTranspose. */
export function transposedSize(size: number, axis: number, attributes: Attributes): number {
  const { kernel, stride, dilation, begin, end, extra } = axisOf(attributes, axis);
  return (size - 1) * stride + extra + dilation * (kernel - 1) + 1 - begin - end;
}

function axisOf(attributes: Attributes, axis: number) {
  const at = (name: string, index: number, otherwise: number): number =>
    (attributes[name] as readonly number[] | undefined)?.[index] ?? otherwise;
  const rank = (attributes['kernel_shape'] as readonly number[]).length;
  return {
    kernel: at('kernel_shape', axis, 1),
    stride: at('strides', axis, 1),
    dilation: at('dilations', axis, 1),
    begin: at('pads', axis, 0),
    end: at('pads', axis + rank, 0),
    extra: at('output_padding', axis, 0),
  };
}
