import type { ActivationName } from '../../src/spec/activation-spec.ts';
import { map64, type Array64 } from './array64.ts';

const clamp = (x: number): number => Math.min(1, Math.max(0, x));
const sigmoid = (x: number): number => 1 / (1 + Math.exp(-x));
const softplus = (x: number): number => Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x)));

// Klambauer et al. 2017, eq. 14.
const seluAlpha = 1.6732632423543772;
const seluScale = 1.0507009873554805;

const functions: Readonly<
  Record<Exclude<ActivationName, 'softmax'>, (x: number, slope: number) => number>
> = {
  linear: (x) => x,
  sigmoid,
  hardSigmoid: (x) => clamp(x / 6 + 0.5),
  hardSigmoidKeras2: (x) => clamp(0.2 * x + 0.5),
  tanh: Math.tanh,
  relu: (x) => Math.max(x, 0),
  leakyRelu: (x, slope) => (x < 0 ? slope * x : x),
  elu: (x) => (x < 0 ? Math.expm1(x) : x),
  selu: (x) => seluScale * (x < 0 ? seluAlpha * Math.expm1(x) : x),
  gelu: (x) => x * normalDistribution(x),
  softplus,
  softsign: (x) => x / (1 + Math.abs(x)),
  swish: (x) => x * sigmoid(x),
  mish: (x) => x * Math.tanh(softplus(x)),
  relu6: (x) => Math.min(Math.max(x, 0), 6),
  exponential: Math.exp,
};

export function activate64(x: Array64, name: ActivationName, slope = 0.1): Array64 {
  if (name === 'softmax') return softmax64(x);
  return map64(x, (value) => functions[name](value, slope));
}

/** Over the channels, at each place. */
function softmax64({ shape, data }: Array64): Array64 {
  const places = data.length / shape[0]!;
  const powers = data.map((value) => Math.exp(value));
  const sums = new Float64Array(places);
  for (const [index, power] of powers.entries()) sums[index % places]! += power;
  return { shape, data: powers.map((power, index) => power / sums[index % places]!) };
}

/** The probability of less than `x`, by the integral's series (Marsaglia 2004). */
function normalDistribution(x: number): number {
  let sum = x;
  let term = x;
  for (let power = 3; Math.abs(term) > 1e-18; power += 2) {
    term *= (x * x) / power;
    sum += term;
  }
  return 0.5 + (sum * Math.exp(-0.5 * x * x)) / Math.sqrt(2 * Math.PI);
}
