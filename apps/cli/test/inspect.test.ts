import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { makeCameraClip } from '../../../packages/engine/test/camera-clip.ts';
import { writeTestModel } from '../../../packages/engine/test/write-test-model.ts';
import { runPresage } from './run-presage.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'presage-inspect-'));
  await makeCameraClip({ output: join(folder, 'room.mp4'), seconds: 8 });
  await writeTestModel(join(folder, 'room.onnx'), join(folder, 'room.mp4'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

test('shows network, frames, states, calibration and origin', async () => {
  const { code, stdout, stderr } = await runPresage(['inspect', join(folder, 'room.onnx')]);
  expect(code).toBe(0);
  expect(stderr).toBe('');
  expect(stdout).toContain('1,273 parameters; predicts the next frame');
  expect(stdout).toMatch(/convLstm1 +convLstm +4 hidden channels, 3×3 +4×12×16 +1,168/u);
  expect(stdout).toContain('32×24 gray8, 5 a second; the first 1 s (5 frames) never alarm');
  expect(stdout).toMatch(/convLstm1\.cell +4×12×16/u);
  expect(stdout).toMatch(/false alarms a day +threshold/u);
  expect(stdout).toContain('learned from room.mp4');
});

test('--json holds the same', async () => {
  const { stdout } = await runPresage(['inspect', '--json', join(folder, 'room.onnx')]);
  expect(JSON.parse(stdout)).toMatchObject({
    network: { parameters: 1273 },
    needs: { width: 32, height: 24, format: 'gray8', frameRate: 5 },
    warmUpFrames: 5,
    calibration: { version: 1, thresholds: [{ falseAlarmsPerDay: 10 }, {}, {}, {}] },
    provenance: { learnedFrom: ['room.mp4'] },
  });
});

test('what is no model fails in words, without a stack trace', async () => {
  await writeFile(join(folder, 'notes.txt'), 'not a model');
  const { code, stdout, stderr } = await runPresage(['inspect', join(folder, 'notes.txt')]);
  expect(code).toBe(1);
  expect(stdout).toBe('');
  expect(stderr).toContain('is not an ONNX file');
  expect(stderr).not.toContain('    at ');
});

test('--verbose shows where an error comes from', async () => {
  const { stderr } = await runPresage(['inspect', '--verbose', join(folder, 'none.onnx')]);
  expect(stderr).toMatch(/model-missing|there is no model file/u);
  expect(stderr).toContain('    at ');
});
