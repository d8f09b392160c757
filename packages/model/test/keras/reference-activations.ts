import type { Array64 } from '../reference/array64.ts';

const clamp = (x: number): number => Math.min(1, Math.max(0, x));

const functions: Readonly<Record<string, (x: number) => number>> = {
  linear: (x) => x,
  sigmoid: (x) => 1 / (1 + Math.exp(-x)),
  tanh: Math.tanh,
  relu: (x) => Math.max(0, x),
  relu6: (x) => Math.min(6, Math.max(0, x)),
  elu: (x) => (x < 0 ? Math.expm1(x) : x),
  softplus: (x) => Math.log1p(Math.exp(x)),
  swish: (x) => x / (1 + Math.exp(-x)),
  leaky_relu: (x) => (x < 0 ? 0.2 * x : x),
};

/** Keras' activation by name, on a whole tensor. */
export function functionNamed(name: unknown, version: 2 | 3): (x: Array64) => Array64 {
  if (name === 'softmax') return softmax;
  const hard =
    version === 3 ? (x: number) => clamp(x / 6 + 0.5) : (x: number) => clamp(0.2 * x + 0.5);
  const each = name === 'hard_sigmoid' ? hard : functions[(name as string | undefined) ?? 'linear'];
  if (!each) throw new TypeError(`no reference for ${String(name)}`);
  return ({ shape, data }) => ({ shape, data: data.map(each) });
}

function softmax({ shape, data }: Array64): Array64 {
  const channels = shape.at(-1)!;
  const exponentials = data.map(Math.exp);
  return {
    shape,
    data: exponentials.map((value, index) => {
      const row = Math.floor(index / channels) * channels;
      return value / exponentials.slice(row, row + channels).reduce((a, b) => a + b);
    }),
  };
}
