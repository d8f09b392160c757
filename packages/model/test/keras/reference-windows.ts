import { placeOf, positionsIn, zeros64, type Array64 } from '../reference/array64.ts';

type Numbers = readonly number[];

export interface Window {
  readonly strides: Numbers;
  readonly padding: string;
  readonly dilations: Numbers;
  /** Of a transposed convolution: `output_padding`. */
  readonly extra?: Numbers;
}

export function windowOf(config: Readonly<Record<string, unknown>>): Window {
  const strides = config['strides'] as number[];
  const extra = config['output_padding'] as number[] | null | undefined;
  return {
    strides,
    padding: config['padding'] as string,
    dilations: (config['dilation_rate'] ?? strides.map(() => 1)) as number[],
    ...(extra && { extra }),
  };
}

/** `x`: `[…, in]`, `kernel`: `[…, in / groups, out]`. */
export function convolve(
  x: Array64,
  kernel: Array64,
  { strides, padding, dilations, groups = 1 }: Window & { readonly groups?: number },
): Array64 {
  const window = kernel.shape.slice(0, -2);
  const [perGroup, outputs] = kernel.shape.slice(-2) as [number, number];
  const axes = window.map((size, axis) => {
    const length = x.shape[axis]!;
    const reach = (size - 1) * dilations[axis]! + 1;
    const steps =
      padding === 'valid'
        ? Math.ceil((length - reach + 1) / strides[axis]!)
        : Math.ceil(length / strides[axis]!);
    const total = Math.max((steps - 1) * strides[axis]! + reach - length, 0);
    return { steps, before: padding === 'valid' ? 0 : Math.floor(total / 2) };
  });
  const y = zeros64([...axes.map(({ steps }) => steps), outputs]);
  for (const [index, position] of positionsIn(y.shape).entries()) {
    const output = position.at(-1)!;
    const group = Math.floor(output / (outputs / groups));
    for (const offset of positionsIn(window)) {
      const at = axes.map(
        ({ before }, axis) =>
          position[axis]! * strides[axis]! + offset[axis]! * dilations[axis]! - before,
      );
      for (let channel = 0; channel < perGroup; channel += 1) {
        const from = placeOf(x.shape, [...at, group * perGroup + channel]);
        if (from === undefined) continue;
        const weight = kernel.data[placeOf(kernel.shape, [...offset, channel, output])!]!;
        y.data[index]! += weight * x.data[from]!;
      }
    }
  }
  return y;
}

/** The way back of a convolution whose output is `x`; `kernel`: `[…, out, in]`. */
export function convTransposed(x: Array64, kernel: Array64, options: Window): Array64 {
  const { strides, padding, extra } = options;
  const window = kernel.shape.slice(0, -2);
  const [outputs, inputs] = kernel.shape.slice(-2) as [number, number];
  const axes = window.map((size, axis) => {
    const length = x.shape[axis]!;
    const stride = strides[axis]!;
    const cut = padding === 'valid' ? 0 : 2 * Math.floor(size / 2);
    const full = extra
      ? (length - 1) * stride + size - cut + extra[axis]!
      : length * stride + (padding === 'valid' ? Math.max(size - stride, 0) : 0);
    // The convolution that goes from `full` to `length` pads so much.
    const total = Math.max((length - 1) * stride + size - full, 0);
    return { full, before: Math.floor(total / 2) };
  });
  const y = zeros64([...axes.map(({ full }) => full), outputs]);
  for (const position of positionsIn(x.shape.slice(0, -1))) {
    for (const offset of positionsIn(window)) {
      const at = axes.map(
        ({ before }, axis) => position[axis]! * strides[axis]! + offset[axis]! - before,
      );
      for (let output = 0; output < outputs; output += 1) {
        const to = placeOf(y.shape, [...at, output]);
        if (to === undefined) continue;
        for (let input = 0; input < inputs; input += 1) {
          y.data[to]! +=
            kernel.data[placeOf(kernel.shape, [...offset, output, input])!]! *
            x.data[placeOf(x.shape, [...position, input])!]!;
        }
      }
    }
  }
  return y;
}

export function depthwise(x: Array64, kernel: Array64, window: Window): Array64 {
  const [channels, multiplier] = kernel.shape.slice(-2) as [number, number];
  const spread = zeros64([...kernel.shape.slice(0, -2), channels, channels * multiplier]);
  for (const position of positionsIn(kernel.shape)) {
    const [channel, copy] = position.slice(-2) as [number, number];
    const to = [...position.slice(0, -2), channel, channel * multiplier + copy];
    spread.data[placeOf(spread.shape, to)!] = kernel.data[placeOf(kernel.shape, position)!]!;
  }
  return convolve(x, spread, window);
}

export function dense(x: Array64, kernel: Array64): Array64 {
  const [inputs, units] = kernel.shape as [number, number];
  const rows = x.data.length / inputs;
  const y = zeros64([...x.shape.slice(0, -1), units]);
  for (let row = 0; row < rows; row += 1) {
    for (let input = 0; input < inputs; input += 1) {
      for (let unit = 0; unit < units; unit += 1) {
        y.data[row * units + unit]! +=
          x.data[row * inputs + input]! * kernel.data[input * units + unit]!;
      }
    }
  }
  return y;
}
