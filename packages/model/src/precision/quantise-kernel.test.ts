import { expect, it } from 'vitest';
import { quantiseKernel } from './quantise-kernel.ts';

it('gives each output channel its own scale, and keeps weights within half a step', () => {
  const kernel = Float32Array.of(1, -0.5, 0.25, 100, -3, 50);
  const { weights, scales, biases } = quantiseKernel(kernel, [0.5, -20]);
  expect([...scales]).toEqual([1 / 64, 100 / 64]);
  expect([...weights]).toEqual([64, -32, 16, 64, -2, 32]);
  expect([...biases]).toEqual([32, -13]);
});

it('sums of two products with bytes fit into 16 bits', () => {
  const { weights } = quantiseKernel(Float32Array.of(-7, 7, 7, 0), [0]);
  const most = Math.max(...[...weights].map(Math.abs));
  expect(2 * 255 * most).toBeLessThan(2 ** 15);
});

it('keeps the bias of a channel whose weights are nothing, or nearly', () => {
  const biases = [0.3, -40];
  const { biases: found, scales } = quantiseKernel(Float32Array.of(0, 0, 1e-12, 0), biases);
  biases.forEach((bias, channel) => {
    expect(found[channel]! * scales[channel]!).toBeCloseTo(bias, 6);
  });
});
