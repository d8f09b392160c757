import {
  convolutionOf,
  conv,
  convTranspose,
  expand,
  fixedShape,
  maxUnpool,
  mul,
  pad,
  reduceSum,
  reshape,
  sizeAt,
  slice,
  transpose,
  transposedSize,
  type Attributes,
  type Convolution,
  type Value,
} from '@presage/model';
import { single, type GradientRule } from './gradient-rule.ts';

const spatial = ({ shape }: Value): number[] => fixedShape(shape.slice(2));

export const convolutionRules = {
  Conv: single((g, { inputs: [x, weight], attributes }, { wanted }) => {
    refuseGroups(attributes);
    const convolution = convolutionOf(attributes);
    return [
      wanted(0)
        ? inputGradient(g, { weight: weight!, sizes: spatial(x!) }, convolution)
        : undefined,
      { kind: 'kernel', input: x!, outputGradient: g, attributes: convolution },
      wanted(2) ? biasGradient(g) : undefined,
    ];
  }),
  // A transposed convolution is a convolution's way back, so the two swap places.
  ConvTranspose: single((g, { inputs: [x, weight], attributes }, { wanted }) => {
    refuseGroups(attributes);
    const convolution = convolutionOf(attributes);
    return [
      wanted(0) ? conv(g, weight!, convolution) : undefined,
      { kind: 'kernel', input: g, outputGradient: x!, attributes: convolution },
      wanted(2) ? biasGradient(g) : undefined,
    ];
  }),
  AveragePool: single((g, { inputs: [x], attributes }) => {
    const kernelSize = tileOf(attributes);
    const area = kernelSize.reduce((product, size) => product * size, 1);
    return [repeatTiles(mul(g, 1 / area), kernelSize, spatial(x!))];
  }),
  MaxPool: ({ inputs: [x], outputs: [, indices], attributes }, [g]) =>
    g ? [maxUnpool(g, indices!, { size: tileOf(attributes), shape: x!.shape })] : [],
} satisfies Record<string, GradientRule>;

function refuseGroups({ group = 1 }: Attributes): void {
  if (group !== 1) throw new TypeError('the gradient of a convolution needs one group');
}

/** The windows of a pool, where they lie side by side. */
function tileOf(attributes: Attributes): readonly number[] {
  const { kernelSize, strides, pads } = convolutionOf(attributes);
  if (strides.join() !== kernelSize.join() || pads.some((size) => size > 0))
    throw new TypeError('the gradient of a pool needs windows side by side, without padding');
  return kernelSize;
}

function biasGradient(g: Value): Value {
  const axes = g.shape.map((_, axis) => axis).filter((axis) => axis !== 1);
  return reshape(reduceSum(g, axes), [sizeAt(g.shape, 1)]);
}

/**
 * At stride 1 a convolution with the kernel turned round, in and out swapped: ONNX Runtime runs that
 * faster than the transposed convolution which other strides need.
 */
function inputGradient(
  g: Value,
  { weight, sizes }: { readonly weight: Value; readonly sizes: readonly number[] },
  convolution: Convolution,
): Value {
  const { kernelSize, strides, dilations, pads } = convolution;
  const rank = sizes.length;
  const reach = kernelSize.map((size, axis) => dilations[axis]! * (size - 1));
  const back = pads.map((size, index) => reach[index % rank]! - size);
  if (strides.every((stride) => stride === 1) && back.every((size) => size >= 0)) {
    return conv(g, turned(weight), { ...convolution, pads: back });
  }
  const reached = spatial(g).map((size, axis) =>
    transposedSize(size, axis, { kernel_shape: kernelSize, strides, dilations, pads }),
  );
  const outputPadding = sizes.map((size, axis) => size - reached[axis]!);
  return convTranspose(g, weight, { ...convolution, outputPadding });
}

/** `[out, in, …]` to `[in, out, …]`, each kernel mirrored along every axis. */
function turned(weight: Value): Value {
  const kernel = spatial(weight);
  const swapped = transpose(weight, [1, 0, ...kernel.map((_, axis) => axis + 2)]);
  const ranges = kernel.flatMap((size, axis) =>
    size === 1 ? [] : [{ axis: axis + 2, start: size - 1, end: -size - 1, step: -1 }],
  );
  return ranges.length === 0 ? swapped : slice(swapped, ranges);
}

/** Each element repeated over its tile; zeros where the tiles did not reach. */
function repeatTiles(x: Value, tile: readonly number[], sizes: readonly number[]): Value {
  const [batch, channels, ...tiles] = fixedShape(x.shape);
  const apart = reshape(x, [batch!, channels!, ...tiles.flatMap((size) => [size, 1])]);
  const repeated = expand(apart, [
    batch!,
    channels!,
    ...tiles.flatMap((size, axis) => [size, tile[axis]!]),
  ]);
  const covered = tiles.map((size, axis) => size * tile[axis]!);
  const rest = sizes.map((size, axis) => size - covered[axis]!);
  return pad(reshape(repeated, [batch!, channels!, ...covered]), [
    0,
    0,
    ...covered.map(() => 0),
    0,
    0,
    ...rest,
  ]);
}
