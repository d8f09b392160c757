import { convolvedSize, transposedSize } from './convolution-size.ts';
import type { Attributes, OperatorType } from './operator.ts';
import { sizeAt, type DataType, type Dimension, type Shape, type Value } from './value.ts';

/** Type and shape of one output of a node. */
export interface OutputFacts {
  readonly type: DataType;
  readonly shape: Shape;
}

type Rule = (inputs: readonly Value[], attributes: Attributes) => readonly OutputFacts[];

const likeFirst: Rule = ([x]) => [{ type: x!.type, shape: x!.shape }];
const broadcast: Rule = (inputs) => [
  { type: inputs[0]!.type, shape: inputs.map((value) => value.shape).reduce(broadcastShape) },
];
const toShape: Rule = ([x], { shape }) => [
  { type: x!.type, shape: resolveShape(x!.shape, shape as readonly number[]) },
];
const overAxes: Rule = ([x], { axes }) => [
  { type: 'float32', shape: reduced(x!.shape, axes as readonly number[]) },
];

const rules: Readonly<Record<OperatorType, Rule>> = {
  Abs: likeFirst,
  Add: broadcast,
  AveragePool: ([x], attributes) => [pooled(x!, attributes)],
  Cast: ([x]) => [{ type: 'float32', shape: x!.shape }],
  Clip: likeFirst,
  Concat(inputs, { axis }) {
    const shape = [...inputs[0]!.shape];
    const at = axis as number;
    shape[at] = inputs.reduce((sum, value) => sum + sizeAt(value.shape, at), 0);
    return [{ type: inputs[0]!.type, shape }];
  },
  Conv: ([x, w], attributes) => [
    {
      type: 'float32',
      shape: spatial(x!, sizeAt(w!.shape, 0), (size, axis) =>
        convolvedSize(size, axis, attributes),
      ),
    },
  ],
  ConvTranspose: ([x, w], attributes) => [
    {
      type: 'float32',
      shape: spatial(x!, sizeAt(w!.shape, 1) * groupsOf(attributes), (size, axis) =>
        transposedSize(size, axis, attributes),
      ),
    },
  ],
  Div: broadcast,
  Elu: likeFirst,
  Erf: likeFirst,
  Exp: likeFirst,
  Expand: toShape,
  HardSigmoid: likeFirst,
  Identity: likeFirst,
  LeakyRelu: likeFirst,
  MatMul: ([a, b]) => [
    {
      type: 'float32',
      shape: [
        ...broadcastShape(a!.shape.slice(0, -2), b!.shape.slice(0, -2)),
        a!.shape.at(-2)!,
        b!.shape.at(-1)!,
      ],
    },
  ],
  Max: broadcast,
  MaxPool: ([x], attributes) => {
    const facts = pooled(x!, attributes);
    return [facts, { type: 'int64', shape: facts.shape }];
  },
  MaxUnpool: toShape,
  Min: broadcast,
  Mul: broadcast,
  Neg: likeFirst,
  Pad([x], { pads }) {
    const all = pads as readonly number[];
    const rank = x!.shape.length;
    return [
      {
        type: x!.type,
        shape: x!.shape.map((size, axis) => {
          const added = all[axis]! + all[axis + rank]!;
          return added === 0 ? size : sizeAt(x!.shape, axis) + added;
        }),
      },
    ];
  },
  ReduceMax: overAxes,
  ReduceMean: overAxes,
  ReduceSum: overAxes,
  Relu: likeFirst,
  Reshape: toShape,
  Resize: ([x, , scales]) => [{ type: 'float32', shape: scaled(x!.shape, scales!) }],
  Selu: likeFirst,
  Sigmoid: likeFirst,
  Sign: likeFirst,
  Slice([x], { starts, ends, axes, steps }) {
    const shape = [...x!.shape];
    (axes as readonly number[]).forEach((axis, index) => {
      const [start, end, step] = [starts, ends, steps].map(
        (list) => (list as readonly number[])[index]!,
      );
      shape[axis] = slicedSize(sizeAt(x!.shape, axis), { start: start!, end: end!, step: step! });
    });
    return [{ type: x!.type, shape }];
  },
  Softmax: likeFirst,
  Softplus: likeFirst,
  Softsign: likeFirst,
  Split: ([x], { axis, split }) =>
    (split as readonly number[]).map((size) => ({
      type: x!.type,
      shape: x!.shape.map((old, at) => (at === axis ? size : old)),
    })),
  Sqrt: likeFirst,
  Sub: broadcast,
  Sum: broadcast,
  Tanh: likeFirst,
  Transpose: ([x], { perm }) => [
    { type: x!.type, shape: (perm as readonly number[]).map((axis) => x!.shape[axis]!) },
  ],
};

/** Types and shapes of what `type` gives for these inputs. */
export function inferShapes(
  type: OperatorType,
  inputs: readonly Value[],
  attributes: Attributes,
): readonly OutputFacts[] {
  return rules[type](inputs, attributes);
}

/** The shape two shapes broadcast to, by NumPy's rule. */
export function broadcastShape(a: Shape, b: Shape): Shape {
  const rank = Math.max(a.length, b.length);
  return Array.from({ length: rank }, (_, axis): Dimension => {
    const left = a[axis - rank + a.length] ?? 1;
    const right = b[axis - rank + b.length] ?? 1;
    if (left === right || right === 1) return left;
    if (left === 1) return right;
    throw new RangeError(`shapes [${a.join(', ')}] and [${b.join(', ')}] do not broadcast`);
  });
}

/** `shape` as ONNX's Reshape reads it: 0 keeps the size of the input. */
function resolveShape(from: Shape, shape: readonly number[]): Shape {
  return shape.map((size, axis) => (size === 0 ? from[axis]! : size));
}

/** As ONNX reads a slice: negative places count from the end, those outside are brought to the border. */
function slicedSize(
  size: number,
  { start, end, step }: { readonly start: number; readonly end: number; readonly step: number },
): number {
  const [lowest, highest] = step < 0 ? [-1, size - 1] : [0, size];
  const placeOf = (at: number): number =>
    Math.min(Math.max(at < 0 ? at + size : at, lowest), highest);
  return Math.max(Math.ceil((placeOf(end) - Math.max(placeOf(start), 0)) / step), 0);
}

/** `scales`: a constant, one number an axis. */
function scaled(shape: Shape, scales: Value): Shape {
  const factors = scales.graph.constants.get(scales) as Float32Array;
  return shape.map((size, axis) =>
    factors[axis] === 1 ? size : Math.floor(sizeAt(shape, axis) * factors[axis]!),
  );
}

function groupsOf({ group = 1 }: Attributes): number {
  return group as number;
}

function reduced(shape: Shape, axes: readonly number[]): Shape {
  return shape.map((size, axis) => (axes.includes(axis) ? 1 : size));
}

function pooled(x: Value, attributes: Attributes): OutputFacts {
  const channels = sizeAt(x.shape, 1);
  return {
    type: x.type,
    shape: spatial(x, channels, (size, axis) => convolvedSize(size, axis, attributes)),
  };
}

function spatial(
  x: Value,
  channels: number,
  resize: (size: number, axis: number) => number,
): Shape {
  return [
    x.shape[0]!,
    channels,
    ...x.shape.slice(2).map((_, axis) => resize(sizeAt(x.shape, axis + 2), axis)),
  ];
}
