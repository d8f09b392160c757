import {
  add,
  clip,
  elu,
  erf,
  exp,
  hardSigmoid,
  leakyRelu,
  mul,
  relu,
  selu,
  sigmoid,
  softmax,
  softplus,
  softsign,
  tanh,
} from '../graph/operations.ts';
import type { Value } from '../graph/value.ts';
import type { ActivationName } from '../spec/activation-spec.ts';

/** What `leakyRelu` has below zero where nothing else is said. */
const defaultSlope = 0.1;

const activations: Readonly<Record<ActivationName, (x: Value, negativeSlope: number) => Value>> = {
  linear: (x) => x,
  sigmoid,
  hardSigmoid: (x) => hardSigmoid(x, 1 / 6, 0.5),
  hardSigmoidKeras2: (x) => hardSigmoid(x, 0.2, 0.5),
  tanh,
  relu,
  leakyRelu,
  elu,
  selu,
  // Hendrycks & Gimpel 2016; ONNX has it as one operator from opset 20 on.
  gelu: (x) => mul(mul(x, 0.5), add(erf(mul(x, Math.SQRT1_2)), 1)),
  softplus,
  softsign,
  swish: (x) => mul(x, sigmoid(x)),
  // Misra 2019; ONNX has it from opset 18 on.
  mish: (x) => mul(x, tanh(softplus(x))),
  relu6: (x) => clip(x, 0, 6),
  exponential: exp,
  softmax: (x) => softmax(x, 1),
};

/** Puts the named activation after `x`, `[n, channels, …]`. */
export function activate(x: Value, name: ActivationName, negativeSlope = defaultSlope): Value {
  return activations[name](x, negativeSlope);
}
