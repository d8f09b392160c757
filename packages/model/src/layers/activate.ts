import { hardSigmoid, leakyRelu, relu, sigmoid, tanh } from '../graph/operations.ts';
import type { Value } from '../graph/value.ts';
import type { ActivationName } from '../spec/activation-spec.ts';

const activations: Readonly<Record<ActivationName, (x: Value) => Value>> = {
  linear: (x) => x,
  sigmoid,
  hardSigmoid: (x) => hardSigmoid(x, 1 / 6, 0.5),
  hardSigmoidKeras2: (x) => hardSigmoid(x, 0.2, 0.5),
  tanh,
  relu,
  leakyRelu: (x) => leakyRelu(x, 0.1),
};

/** Puts the named activation after `x`. */
export function activate(x: Value, name: ActivationName): Value {
  return activations[name](x);
}
