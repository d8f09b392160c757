import { describeNetwork } from '@presage/model';
import { describe, expect, test } from 'vitest';
import { benchNetworks } from './networks/bench-networks.ts';
import { tiny } from './networks/tiny.ts';
import { pytorchMissing } from './python-process.ts';
import { startPytorchTraining } from './pytorch-training.ts';

const { signal } = new AbortController();
const missing = await pytorchMissing(signal);
const shape = { batchSize: 1, unrolledSteps: 2, threads: 1 };

describe('learning in PyTorch', () => {
  test.for([tiny, benchNetworks.demo])('has the same number of weights', async (spec, context) => {
    if (missing !== undefined) context.skip(missing);
    await using reference = await startPytorchTraining({ spec, ...shape }, signal);
    expect(reference.facts.parameters).toBe(describeNetwork(spec).parameterCount);
    expect(await reference.step(1)).toBeGreaterThan(0);
  });

  test('ends its process when disposed of', async (context) => {
    if (missing !== undefined) context.skip(missing);
    const reference = await startPytorchTraining({ spec: tiny, ...shape }, signal);
    process.kill(reference.processId, 0);
    await reference[Symbol.asyncDispose]();
    expect(() => process.kill(reference.processId, 0)).toThrow('ESRCH');
    await expect(reference.step(1)).rejects.toThrow('has ended');
  });

  test('a task that it cannot build ends it too', async (context) => {
    if (missing !== undefined) context.skip(missing);
    const spec = { ...tiny, layers: [{ type: 'unheard-of' }] };
    await expect(startPytorchTraining({ spec, ...shape }, signal)).rejects.toThrow('has ended');
  });
});
