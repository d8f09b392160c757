import { copyFile, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseCalibration, type Threshold } from '@presage/anomaly';
import { readModelFile } from '@presage/model';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { makeCameraClip } from '../../../packages/engine/test/camera-clip.ts';
import { writeTestModel } from '../../../packages/engine/test/write-test-model.ts';
import { runPresage } from './run-presage.ts';

let folder: string;
const at = (name: string) => join(folder, name);
const threshold = (...argv: string[]) => runPresage(['threshold', ...argv]);
const calibrationOf = async (name: string) => (await readModelFile(at(name))).calibration;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'presage-threshold-'));
  await makeCameraClip({ output: at('room.mp4'), seconds: 12 });
  await writeTestModel(at('room.onnx'), at('room.mp4'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

test('shows what each rate comes to and how sure it is, and changes nothing', async () => {
  const before = await readModelFile(at('room.onnx'));
  const { code, stdout } = await threshold(at('room.onnx'));
  expect(code).toBe(0);
  expect(stdout).toContain('is set to 1 false alarm a day; measured on 11 s of normal video');
  expect(stdout).toMatch(
    /→ +1 a day +\d.* a guess, may be off by more than a factor of 20; 2\d h/u,
  );
  expect(stdout).toMatch(/an hour +[\d.]+ +may be off by a factor of 2\.0\n/u);
  expect(await readModelFile(at('room.onnx'))).toEqual(before);
});

test('--json lists the same, most alarms first', async () => {
  const { stdout } = await threshold(at('room.onnx'), '--json');
  const { thresholds } = JSON.parse(stdout) as { thresholds: readonly Threshold[] };
  const rates = thresholds.map(({ wishedFalseAlarmsPerDay }) => wishedFalseAlarmsPerDay);
  expect(rates).toContain(1);
  expect(rates).toEqual(rates.toSorted((one, other) => other - one));
});

test('writes the wish into the model: graph and statistics stay', async () => {
  await copyFile(at('room.onnx'), at('changed.onnx'));
  const { code, stdout } = await threshold(at('changed.onnx'), '--false-alarms', '2/hour');
  expect(code).toBe(0);
  expect(stdout).toMatch(
    /is set to 2 false alarms an hour\.\n +alarms +at a score of .* \(was .*, for 1 false alarm a day\)/u,
  );
  const [before, after] = await Promise.all(
    ['room.onnx', 'changed.onnx'].map((name) => readModelFile(at(name))),
  );
  expect(after!.calibration).toEqual({
    ...parseCalibration(before!.calibration),
    falseAlarmsPerDay: 48,
  });
  expect(after!.description).toEqual(before!.description);
  expect(after!.provenance).toEqual(before!.provenance);
});

test('--out leaves the model as it is, and --json says both thresholds', async () => {
  const { stdout } = await threshold(
    at('room.onnx'),
    '--false-alarms',
    '1/week',
    '--out',
    at('new/weekly.onnx'),
    '--json',
  );
  const { before, after, model } = JSON.parse(stdout) as {
    before: Threshold;
    after: Threshold;
    model: string;
  };
  expect(model).toBe(at('new/weekly.onnx'));
  expect(after.value).toBeGreaterThan(before.value);
  expect(await calibrationOf('room.onnx')).not.toHaveProperty('falseAlarmsPerDay');
  expect(await calibrationOf('new/weekly.onnx')).toMatchObject({ falseAlarmsPerDay: 1 / 7 });
});

test.for([
  [['--out', 'x.onnx'], 2, '--out goes with --false-alarms'],
  [['--false-alarms', '0'], 2, 'It must be a rate above 0'],
] as const)('refuses %j', async ([argv, code, message]) => {
  const run = await threshold(at('room.onnx'), ...argv);
  expect(run.code).toBe(code);
  expect(run.stderr).toContain(message);
});

test('a file that is no model is told so', async () => {
  const run = await threshold(at('room.mp4'), '--false-alarms', '1/day');
  expect(run.code).toBe(1);
  expect(run.stderr).toContain('room.mp4');
});
