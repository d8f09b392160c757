import {
  concat,
  fixedShape,
  matMul,
  pad,
  reduceSum,
  reshape,
  slice,
  transpose,
  type Value,
} from '@presage/model';
import type { KernelUse } from './gradient-rule.ts';

/**
 * Gradient of a kernel over all its uses, which must move alike: the uses are put one behind the
 * other along the batch axis and every kernel element is a product over all of them.
 */
export function kernelGradient(uses: readonly KernelUse[], kernelShape: readonly number[]): Value {
  const groups = Map.groupBy(uses, ({ attributes, input }) =>
    JSON.stringify([attributes, input.shape.slice(1)]),
  );
  const parts = [...groups.values()].map((group) => {
    const input = concat(
      group.map((use) => use.input),
      0,
    );
    const outputGradient = concat(
      group.map((use) => use.outputGradient),
      0,
    );
    return productOver(
      { kind: 'kernel', input, outputGradient, attributes: group[0]!.attributes },
      kernelShape,
    );
  });
  if (parts.length > 1) throw new TypeError('a kernel is used in more than one way');
  return parts[0]!;
}

/**
 * The input shifted by each place in the kernel, times the output's gradient: a matrix product a
 * picture, added up. One product over all pictures would need both turned round first, and takes longer.
 */
function productOver(
  { input, outputGradient, attributes: { strides, dilations, pads } }: KernelUse,
  [outputs, inputs, ...kernel]: readonly number[],
): Value {
  const rank = kernel.length;
  const padded = pad(input, [0, 0, ...pads.slice(0, rank), 0, 0, ...pads.slice(rank)]);
  const [batch, , ...sizes] = fixedShape(outputGradient.shape);
  const count = sizes.reduce((product, size) => product * size, 1);

  const shifted = places(kernel).map((place) =>
    slice(
      padded,
      place.map((offset, axis) => {
        const start = offset * dilations[axis]!;
        const end = start + (sizes[axis]! - 1) * strides[axis]! + 1;
        return { axis: axis + 2, start, end, step: strides[axis]! };
      }),
    ),
  );
  const rows = reshape(concat(shifted, 1), [batch!, shifted.length * inputs!, count]);
  const gradient = transpose(reshape(outputGradient, [batch!, outputs!, count]), [0, 2, 1]);
  const product = reduceSum(matMul(rows, gradient), [0]);
  const apart = reshape(product, [...kernel, inputs!, outputs!]);
  return transpose(apart, [rank + 1, rank, ...kernel.map((_, axis) => axis)]);
}

/** Every place in a kernel, the last axis running fastest. */
function places(kernel: readonly number[]): number[][] {
  return kernel.reduce<number[][]>(
    (before, size) =>
      before.flatMap((place) => Array.from({ length: size }, (_, at) => [...place, at])),
    [[]],
  );
}
