import type { TransposedConvolution } from '../graph/convolution.ts';
import type { FloatTensor } from './float-tensor.ts';

/** A transposed convolution as a convolution whose channels are then laid out in space, and its borders cut. */
export interface ConvolutionToSpace {
  /** `[strides · out, in, …taps]`: all channels of the first phase, then those of the next. */
  readonly kernel: FloatTensor;
  /** Of the convolution, at stride 1. */
  readonly pads: readonly number[];
  /** Cut off after the layout: all beginnings, then all ends. */
  readonly crop: readonly number[];
}

/**
 * Turns a transposed convolution around. Of the places in a kernel those of one phase, `place mod
 * stride`, make the output's places of that phase; backwards they are the kernel of a convolution
 * (Shi et al. 2016, arXiv:1609.07009).
 *
 * Undefined for a dilated one, which has no such form.
 */
export function convolutionToSpace(
  { shape, data }: FloatTensor,
  { strides, dilations, pads, outputPadding }: TransposedConvolution,
): ConvolutionToSpace | undefined {
  if (dilations.some((one) => one !== 1)) return undefined;
  const [inputs, outputs, ...sizes] = shape as readonly [number, number, ...number[]];
  const rank = sizes.length;
  const borders = sizes.map((size, axis) =>
    borderOf({
      size,
      stride: strides[axis]!,
      begin: pads[axis]!,
      end: pads[axis + rank]!,
      extra: outputPadding[axis]!,
    }),
  );
  const taps = borders.map((border) => border.taps);
  const [phases, tapCount] = [product(strides), product(taps)];
  const kernel = Float32Array.from({ length: phases * outputs * inputs * tapCount }, (_, at) => {
    const tap = placeOf(at % tapCount, taps);
    const input = Math.floor(at / tapCount) % inputs;
    const output = Math.floor(at / tapCount / inputs) % outputs;
    const phase = placeOf(Math.floor(at / tapCount / inputs / outputs), strides);
    const from = sizes.map(
      (_size, axis) => phase[axis]! + strides[axis]! * (taps[axis]! - 1 - tap[axis]!),
    );
    // A phase that has fewer places than another is filled up with zeros.
    if (from.some((place, axis) => place >= sizes[axis]!)) return 0;
    const plane = (input * outputs + output) * product(sizes);
    return data[plane + from.reduce((index, place, axis) => index * sizes[axis]! + place, 0)]!;
  });
  return {
    kernel: { shape: [phases * outputs, inputs, ...taps], data: kernel },
    pads: [...borders.map(({ padBegin }) => padBegin), ...borders.map(({ padEnd }) => padEnd)],
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

/** What would be cut off whole is not computed in the first place; what output padding adds is. */
function borderOf({ size, stride, begin, end, extra }: Axis) {
  const taps = Math.ceil(size / stride);
  const skippedBegin = Math.min(Math.floor(begin / stride), taps - 1);
  const over = stride * taps - size - extra + end;
  const skippedEnd = Math.min(Math.floor(over / stride), taps - 1);
  return {
    taps,
    padBegin: taps - 1 - skippedBegin,
    padEnd: taps - 1 - skippedEnd,
    cropBegin: begin - stride * skippedBegin,
    cropEnd: over - stride * skippedEnd,
  };
}

/** Row-major. */
function placeOf(index: number, sizes: readonly number[]): number[] {
  let rest = index;
  return sizes
    .toReversed()
    .map((size) => {
      const place = rest % size;
      rest = Math.floor(rest / size);
      return place;
    })
    .toReversed();
}

function product(sizes: readonly number[]): number {
  return sizes.reduce((result, size) => result * size, 1);
}
