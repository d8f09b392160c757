import {
  copyFile,
  mkdtemp,
  readFile,
  readdir,
  readlink,
  rm,
  symlink,
  writeFile,
} from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseCalibration } from '@presage/anomaly';
import { encodeSafetensors, readModelFile } from '@presage/model';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { makeCameraClip } from '../../../packages/engine/test/camera-clip.ts';
import { writeTestModel } from '../../../packages/engine/test/write-test-model.ts';
import { runPresage } from './run-presage.ts';

let folder: string;
const at = (name: string) => join(folder, name);
const calibrate = (model: string, ...more: string[]) =>
  runPresage(['calibrate', at(model), ...more]);
const normal = (name = 'room.mp4') => ['--normal', at(name)];
const importing = (model: string, ...more: string[]) =>
  runPresage([
    'import',
    at('blur.safetensors'),
    '--spec',
    at('blur.json'),
    '--size',
    '32x24',
    '--model',
    at(model),
    ...more,
  ]);

/** A network that gives each frame back, blurred. */
const blur = {
  layers: [{ type: 'conv', name: 'blur', filters: 1, kernelSize: 3 }],
};

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'presage-calibrate-'));
  await makeCameraClip({ output: at('room.mp4'), seconds: 12 });
  await makeCameraClip({ output: at('long.mp4'), seconds: 20 });
  await makeCameraClip({ output: at('block.mp4'), seconds: 10, block: [5, 8] });
  await makeCameraClip({ output: at('blink.mp4'), seconds: 1 });
  await writeTestModel(at('learned.onnx'), at('long.mp4'));
  const kernel = {
    name: 'blur.weight',
    shape: [1, 1, 3, 3],
    data: new Float32Array(9).fill(1 / 9),
  };
  const bias = { name: 'blur.bias', shape: [1], data: new Float32Array(1) };
  await writeFile(at('blur.safetensors'), encodeSafetensors([kernel, bias], {}));
  await writeFile(at('blur.json'), JSON.stringify(blur));
  await importing('arrays.onnx');
  await importing('plain.onnx', '--frames', 'gray8', '--frame-rate', '5');
});
afterAll(() => rm(folder, { recursive: true, force: true }));

test('an imported model is calibrated in its place, and then finds what is not normal', async () => {
  const frames = ['--frames', 'gray8', '--frame-rate', '5', '--target', 'same', '--patch', '4'];
  const imported = await importing('imported.onnx', ...frames);
  expect(imported.stdout).toContain(`presage calibrate ${at('imported.onnx')} --normal`);
  const scoring = ['score', at('block.mp4'), '--model', at('imported.onnx'), '--json', '--quiet'];
  const early = await runPresage([...scoring, '--out', at('early')]);
  expect(early.code).toBe(1);
  expect(early.stderr).toContain('presage calibrate model.onnx --normal');

  const before = await readModelFile(at('imported.onnx'));
  const { code, stdout, stderr } = await calibrate('imported.onnx', ...normal());
  expect(stderr).toContain('Calibrating on room.mp4');
  expect(stdout).toContain(`${at('imported.onnx')} is calibrated.`);
  expect(stdout).toContain('12 s of video: 60 frames');
  expect(code).toBe(0);
  const after = await readModelFile(at('imported.onnx'));
  expect(after.description).toEqual(before.description);
  expect(after.provenance).toEqual(before.provenance);
  expect(after.provenance).toMatchObject({ importedFrom: { file: 'blur.safetensors' } });
  expect(parseCalibration(after.calibration).heldBack.frames).toBe(60);

  const scored = await runPresage([...scoring, '--out', at('report')]);
  expect(scored.code).toBe(0);
  const { events } = JSON.parse(scored.stdout) as { events: { startSeconds: number }[] };
  expect(events).toHaveLength(1);
});

test('a learned model is calibrated anew beside the old one; wishes are kept, less footage is told', async () => {
  const first = await calibrate(
    'learned.onnx',
    ...normal('long.mp4'),
    '--out',
    at('winter.onnx'),
    '--false-alarms',
    '0.5',
    '--quiet',
  );
  expect(first.code).toBe(0);
  const old = await readModelFile(at('learned.onnx'));
  const winter = await readModelFile(at('winter.onnx'));
  expect(winter.provenance).toEqual(old.provenance);
  // The same footage says the same.
  expect(winter.calibration).toEqual({ ...(old.calibration as object), falseAlarmsPerDay: 0.5 });

  const second = await calibrate('winter.onnx', ...normal(), '--json');
  expect(second.stderr).toContain('its threshold is less sure');
  expect(JSON.parse(second.stdout)).toMatchObject({
    model: at('winter.onnx'),
    footageSeconds: 12,
    frames: 55,
    falseAlarmsPerDay: 0.5,
    thresholdBefore: expect.any(Number) as number,
    warnings: [{ code: 'calibrated-on-less' }],
  });
});

test('several videos are one after the other, each from an empty state', async () => {
  const argv = ['--normal', at('room.mp4'), at('long.mp4'), '--out', at('both.onnx'), '--json'];
  const { stdout } = await calibrate('learned.onnx', ...argv, '--quiet');
  expect(JSON.parse(stdout)).toMatchObject({ footageSeconds: 32, frames: 55 + 95, warnings: [] });
});

test('a link goes on leading to the model', async () => {
  await copyFile(at('learned.onnx'), at('linked.onnx'));
  await symlink('linked.onnx', at('link.onnx'));
  expect((await calibrate('link.onnx', ...normal('long.mp4'), '--quiet')).code).toBe(0);
  expect(await readlink(at('link.onnx'))).toBe('linked.onnx');
});

test.for([
  { what: 'arrays', model: 'arrays.onnx', args: normal, says: 'takes arrays', code: 1 },
  {
    what: 'no target',
    model: 'plain.onnx',
    args: normal,
    says: 'what is normal is measured on the patch errors',
    code: 1,
  },
  {
    what: 'too little footage',
    model: 'learned.onnx',
    args: () => normal('blink.mp4'),
    says: 'calibrating needs at least 3.0 s of normal video without a break and got 1.0 s',
    code: 1,
  },
  { what: 'a video as the model', model: 'room.mp4', args: normal, says: 'room.mp4', code: 2 },
  {
    what: 'a video as the result',
    model: 'learned.onnx',
    args: () => [...normal(), '--out', at('room.mp4')],
    says: 'would be written over a file that is needed',
    code: 2,
  },
  {
    what: 'a model that is not there',
    model: 'nowhere.onnx',
    args: normal,
    says: 'nowhere.onnx',
    code: 1,
  },
])('$what: told in words, and nothing is written', async ({ model, args, says, code }) => {
  const before = await readdir(folder);
  const content = await readFile(at(model)).catch(() => undefined);
  const run = await calibrate(model, ...args());
  expect(run.stderr).toContain(says);
  expect(run.stderr).not.toContain('    at ');
  expect(run.code).toBe(code);
  expect(await readdir(folder)).toEqual(before);
  expect(await readFile(at(model)).catch(() => undefined)).toEqual(content);
});
