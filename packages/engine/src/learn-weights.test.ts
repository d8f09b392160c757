import { mkdtempDisposable } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { initialWeights, comparingNetworkSpecSchema, seededRandom } from '@presage/model';
import { Footage, writeCheckpoint } from '@presage/train';
import { expect, test } from 'vitest';
import { learnWeights, type WeightsProgress } from './learn-weights.ts';

const spec = comparingNetworkSpecSchema.parse({
  input: { width: 4, height: 4, frameRate: 5 },
  layers: [{ type: 'conv', filters: 1, kernelSize: 3 }],
  patchSize: 2,
  warmUpFrames: 0,
});

function learning(signal = new AbortController().signal) {
  const footage = new Footage(16);
  for (let frame = 0; frame < 20; frame += 1) footage.append({ bytes: new Uint8Array(16) });
  const told: WeightsProgress[] = [];
  const options = {
    spec,
    footage,
    seed: 1,
    totalSteps: 2,
    signal,
    onProgress: (progress: WeightsProgress) => void told.push(progress),
  };
  return { options, told };
}

test('an abort that came before learning is not lost', async () => {
  const reason = new Error('enough');
  const { options, told } = learning(AbortSignal.abort(reason));
  await expect(learnWeights(options)).rejects.toBe(reason);
  expect(told).toEqual([]);
});

test('a checkpoint of learning that is done gives its weights, and no loss', async () => {
  await using folder = await mkdtempDisposable(join(tmpdir(), 'presage-weights-'));
  const checkpointPath = join(folder.path, 'state.safetensors');
  const weights = initialWeights(spec, seededRandom(7));
  const { options, told } = learning();
  const { seed, totalSteps, footage } = options;
  await writeCheckpoint(
    checkpointPath,
    { step: 2, weights, means: weights, meanSquares: weights },
    { spec, seed, totalSteps, footage: footage.digest() },
  );
  const learned = await learnWeights({ ...options, checkpointPath });
  expect(learned).toMatchObject({ steps: 2, loss: undefined });
  expect(learned.weights).toEqual(weights);
  expect(told).toEqual([]);
});
