import type { ActivationName } from '../../src/spec/activation-spec.ts';
import { map64, type Array64 } from './array64.ts';

const clamp = (x: number): number => Math.min(1, Math.max(0, x));

const functions: Readonly<Record<ActivationName, (x: number) => number>> = {
  linear: (x) => x,
  sigmoid: (x) => 1 / (1 + Math.exp(-x)),
  hardSigmoid: (x) => clamp(x / 6 + 0.5),
  hardSigmoidKeras2: (x) => clamp(0.2 * x + 0.5),
  tanh: Math.tanh,
  relu: (x) => Math.max(x, 0),
  leakyRelu: (x) => (x < 0 ? 0.1 * x : x),
};

export function activate64(x: Array64, name: ActivationName): Array64 {
  return map64(x, functions[name]);
}
