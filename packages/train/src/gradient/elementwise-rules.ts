import { add, div, mul, neg, oneMinus, relu, sign, square, sub, type Value } from '@presage/model';
import { single, type GradientRule } from './gradient-rule.ts';
import { unbroadcast } from './unbroadcast.ts';

interface Binary {
  readonly a: Value;
  readonly b: Value;
  /** What the operator made of them. */
  readonly y: Value;
}

const binary = (
  rule: (gradient: Value, values: Binary) => readonly [() => Value, () => Value],
): GradientRule =>
  single((gradient, { inputs: [a, b], outputs: [y] }, { wanted }) =>
    rule(gradient, { a: a!, b: b!, y: y! }).map((part, index) =>
      wanted(index) ? unbroadcast(part(), (index === 0 ? a! : b!).shape) : undefined,
    ),
  );

/** `slope` gives dy/dx from the input and the output. */
const unary = (slope: (x: Value, y: Value, alpha: number) => Value): GradientRule =>
  single((gradient, { inputs: [x], outputs: [y], attributes }) => [
    mul(gradient, slope(x!, y!, Number(attributes['alpha'] ?? 0))),
  ]);

export const elementwiseRules = {
  Add: binary((g) => [() => g, () => g]),
  Sub: binary((g) => [() => g, () => neg(g)]),
  Mul: binary((g, { a, b }) => [() => mul(g, b), () => mul(g, a)]),
  Div: binary((g, { b, y }) => [() => div(g, b), () => neg(div(mul(g, y), b))]),
  Sum: single((g, { inputs }) => inputs.map((input) => unbroadcast(g, input.shape))),
  Identity: single((g) => [g]),
  Neg: single((g) => [neg(g)]),
  Abs: unary((x) => sign(x)),
  Sqrt: single((g, { outputs: [y] }) => [div(mul(g, 0.5), y!)]),
  Sigmoid: unary((_, y) => sub(y, square(y))),
  Tanh: unary((_, y) => oneMinus(square(y))),
  Relu: unary((_, y) => sign(y)),
  LeakyRelu: unary((x, _, alpha) => add(mul(sign(relu(x)), 1 - alpha), alpha)),
  // 0 < y < 1 exactly where the line is not cut off.
  HardSigmoid: unary((_, y, alpha) => mul(sign(mul(y, oneMinus(y))), alpha)),
} satisfies Record<string, GradientRule>;
