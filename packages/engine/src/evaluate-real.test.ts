import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { openModel } from '@presage/model';
import { lastValueFrom } from 'rxjs';
import { expect, test } from 'vitest';
import { writeTestModel } from '../test/write-test-model.ts';
import { evaluateClips } from './evaluate-clips.ts';

const avenue = fileURLToPath(new URL('../../../../shared/data/avenue/', import.meta.url));

test('real clips give the figures of frames that ffmpeg and NumPy took apart', async (context) => {
  context.skip(!existsSync(avenue), `${avenue} is not on this machine`);
  const folder = await mkdtemp(join(tmpdir(), 'presage-evaluate-real-'));
  await using _ = { [Symbol.asyncDispose]: () => rm(folder, { recursive: true, force: true }) };
  await writeTestModel(join(folder, 'avenue.onnx'), join(avenue, 'train', '12.avi'));
  await using model = await openModel(join(folder, 'avenue.onnx'));
  const clips = join(avenue, 'test');
  const last = await lastValueFrom(
    evaluateClips({ model, clips, labels: join(clips, 'labels.json') }),
  );
  if (last.kind !== 'done') throw new TypeError('it did not end');
  const difference = last.summary.methods.find(({ method }) => method === 'frameDifference');
  expect(difference).toMatchObject({ frames: 1004, abnormalFrames: 854 });
  // Every fifth frame at 32×24, mean absolute difference, held for five; counted over all pairs.
  expect(difference?.microAuc).toBeCloseTo(0.428, 2);
  expect(difference?.averagePrecision).toBeCloseTo(0.835, 2);
  expect(difference?.clips.map(({ name, auc }) => [name, auc?.toFixed(2)])).toEqual([
    ['08', undefined],
    ['17', '0.94'],
    ['18', undefined],
    ['19', '0.88'],
  ]);
  expect(last.summary.alarms.ranges).toBe(5);
  expect(last.summary.alarms.normalSeconds).toBeCloseTo(6, 9);
});
