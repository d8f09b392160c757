import { expect, test } from 'vitest';
import { z } from 'zod';
import { runOnSwiftShader, swiftShaderMissing } from '../../test/swift-shader.ts';

const residency = z.object({
  first: z.string(),
  later: z.array(z.string()),
  made: z.number(),
  alive: z.array(z.number()),
  aliveAtTheEnd: z.number(),
  growthMegabytes: z.number(),
  difference: z.number(),
  states: z.number(),
});

test('on WebGPU states stay in GPU buffers from step to step, and none is left behind', async (context) => {
  if (swiftShaderMissing) context.skip(swiftShaderMissing);
  const told = residency.parse(await runOnSwiftShader('./webgpu-residency.ts'));
  expect(told.first).toBe('cpu,cpu');
  expect(told.later).toEqual(['gpu-buffer,gpu-buffer']);
  // New buffers each step; alive are the states and those that the next run frees.
  expect(told.made).toBe(2000);
  expect(told.alive).toEqual(Array.from({ length: 10 }, () => 4));
  expect(told.aliveAtTheEnd).toBe(0);
  // Of 260 MB, were they left behind.
  expect(told.growthMegabytes).toBeLessThan(40);
  expect(told.difference).toBeLessThan(1e-3);
  expect(told.states).toBeLessThan(1e-3);
});

test('streams on WebGPU give what they give on the CPU: in shared runs, reset, swapped, and restored from one to the other', async (context) => {
  if (swiftShaderMissing) context.skip(swiftShaderMissing);
  const told = await runOnSwiftShader('./webgpu-streams.ts');
  expect(told).toMatchObject({ device: { device: 'webgpu' } });
  expect(z.object({ difference: z.number() }).parse(told).difference).toBeLessThan(1e-3);
});

test('WebGPU is right with 1 to 12 input channels, which it misreads where three share them out and four do not', async (context) => {
  if (swiftShaderMissing) context.skip(swiftShaderMissing);
  const told = z
    .record(z.string(), z.number())
    .parse(await runOnSwiftShader('./webgpu-channels.ts'));
  expect(Object.keys(told)).toHaveLength(12);
  const wrong = Object.entries(told).filter(([, difference]) => !(difference < 1e-4));
  expect(wrong).toEqual([]);
});

test('a process may exit while a model is stepping on WebGPU, with the code it wants', async (context) => {
  if (swiftShaderMissing) context.skip(swiftShaderMissing);
  await expect(runOnSwiftShader('./webgpu-exit.ts')).rejects.toMatchObject({
    code: 3,
    signal: null,
  });
});
