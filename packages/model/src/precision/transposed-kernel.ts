import type { FloatTensor } from './float-tensor.ts';
import type { TransposedConvolution } from '../graph/convolution.ts';

/** A transposed convolution as a convolution whose channels are then laid out in space, and its borders cut. */
export interface ConvolutionToSpace {
  /** `[stride² · out, in, rows, columns]`; the output channels in ONNX's depth-to-space order `DCR`. */
  readonly kernel: FloatTensor;
  /** Of the convolution at stride 1. */
  readonly pads: readonly number[];
  readonly stride: number;
  /** Cut off after the layout: all beginnings, then all ends. */
  readonly crop: readonly number[];
}

/**
 * Turns a transposed convolution over two axes around. Of the rows of a kernel, those of one phase,
 * `row mod stride`, make the output rows of that phase; backwards they are the kernel of a
 * convolution (Shi et al. 2016, arXiv:1609.07009).
 *
 * Undefined where there is no such form: strides that differ, dilation, other than two axes.
 */
export function convolutionToSpace(
  { shape, data }: FloatTensor,
  { strides, dilations, pads, outputPadding }: TransposedConvolution,
): ConvolutionToSpace | undefined {
  const [inputs, outputs, rows, columns] = shape;
  const [stride = 1] = strides;
  const regular = strides.every((one) => one === stride) && dilations.every((one) => one === 1);
  if (shape.length !== 4 || !regular) return undefined;

  const borders = [rows!, columns!].map((size, axis) =>
    borderOf({
      size,
      stride,
      begin: pads[axis]!,
      end: pads[axis + 2]!,
      extra: outputPadding[axis]!,
    }),
  );
  const [tall, wide] = borders.map(({ taps }) => taps) as [number, number];
  const kernel = new Float32Array(stride * stride * outputs! * inputs! * tall * wide);
  let at = 0;
  for (let row = 0; row < stride; row += 1) {
    for (let column = 0; column < stride; column += 1) {
      for (let output = 0; output < outputs!; output += 1) {
        for (let input = 0; input < inputs!; input += 1) {
          const plane = (input * outputs! + output) * rows! * columns!;
          for (let y = 0; y < tall; y += 1) {
            for (let x = 0; x < wide; x += 1) {
              const fromRow = row + stride * (tall - 1 - y);
              const fromColumn = column + stride * (wide - 1 - x);
              const inside = fromRow < rows! && fromColumn < columns!;
              kernel[at++] = inside ? data[plane + fromRow * columns! + fromColumn]! : 0;
            }
          }
        }
      }
    }
  }
  return {
    kernel: { shape: [stride * stride * outputs!, inputs!, tall, wide], data: kernel },
    pads: [...borders.map(({ padBegin }) => padBegin), ...borders.map(({ padEnd }) => padEnd)],
    stride,
    crop: [...borders.map(({ cropBegin }) => cropBegin), ...borders.map(({ cropEnd }) => cropEnd)],
  };
}

interface Axis {
  readonly size: number;
  readonly stride: number;
  readonly begin: number;
  readonly end: number;
  readonly extra: number;
}

/** What lies wholly beyond the cut is not computed: pads may fall below zero only with a kernel of such pads. */
function borderOf({ size, stride, begin, end, extra }: Axis) {
  const taps = Math.ceil(size / stride);
  const skippedBegin = Math.min(Math.floor(begin / stride), taps - 1);
  const over = stride * taps - size - extra + end;
  const skippedEnd = Math.max(-1, Math.min(Math.floor(over / stride), taps - 1));
  return {
    taps,
    padBegin: taps - 1 - skippedBegin,
    padEnd: taps - 1 - skippedEnd,
    cropBegin: begin - stride * skippedBegin,
    cropEnd: over - stride * skippedEnd,
  };
}
