import {
  concat,
  elementCount,
  expand,
  fixedShape,
  matMul,
  mul,
  pad,
  reshape,
  sizeAt,
  slice,
  splitSizes,
  transpose,
  type Value,
} from '@presage/model';
import { single, type GradientRule } from './gradient-rule.ts';
import { unbroadcast } from './unbroadcast.ts';

const numbers = (attribute: unknown): readonly number[] => attribute as readonly number[];

const zeros = ({ graph, shape }: Value): Value =>
  expand(graph.literal(Float32Array.of(0), [1]), fixedShape(shape));

const flipped = (x: Value): Value => transpose(x, [1, 0]);

export const shapeRules = {
  Concat: single((g, { inputs, attributes: { axis } }) =>
    splitSizes(
      g,
      Number(axis),
      inputs.map(({ shape }) => sizeAt(shape, Number(axis))),
    ),
  ),
  Split: ({ outputs, attributes: { axis } }, gradients) => [
    concat(
      outputs.map((output, index) => gradients[index] ?? zeros(output)),
      Number(axis),
    ),
  ],
  Reshape: single((g, { inputs: [x] }) => [reshape(g, fixedShape(x!.shape))]),
  Transpose: single((g, { attributes: { perm } }) => {
    const order = numbers(perm);
    return [
      transpose(
        g,
        order.map((_, axis) => order.indexOf(axis)),
      ),
    ];
  }),
  Expand: single((g, { inputs: [x] }) => [unbroadcast(g, x!.shape)]),
  Slice: single((g, { inputs: [x], attributes }) => {
    const [starts, ends, axes, steps] = ['starts', 'ends', 'axes', 'steps'].map((name) =>
      numbers(attributes[name]),
    );
    if (steps!.some((step) => step !== 1))
      throw new TypeError('the gradient of a slice needs steps of 1');
    const rank = x!.shape.length;
    const pads = Array.from({ length: 2 * rank }, () => 0);
    axes!.forEach((axis, index) => {
      pads[axis] = starts![index]!;
      pads[axis + rank] = sizeAt(x!.shape, axis) - ends![index]!;
    });
    return [pad(g, pads)];
  }),
  Pad: single((g, { inputs: [x], attributes: { pads } }) => [
    slice(
      g,
      fixedShape(x!.shape).map((size, axis) => {
        const start = numbers(pads)[axis]!;
        return { axis, start, end: start + size };
      }),
    ),
  ]),
  ReduceSum: single((g, { inputs: [x] }) => [expand(g, fixedShape(x!.shape))]),
  ReduceMean: single((g, { inputs: [x], outputs: [y] }) => [
    expand(mul(g, elementCount(y!.shape) / elementCount(x!.shape)), fixedShape(x!.shape)),
  ]),
  MatMul: single((g, { inputs: [a, b] }, { wanted }) => {
    if (a!.shape.length !== 2 || b!.shape.length !== 2)
      throw new TypeError('the gradient of MatMul needs matrices');
    return [
      wanted(0) ? matMul(g, flipped(b!)) : undefined,
      wanted(1) ? matMul(flipped(a!), g) : undefined,
    ];
  }),
} satisfies Record<string, GradientRule>;
