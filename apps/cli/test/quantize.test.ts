import { copyFile, mkdtemp, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readModelFile } from '@presage/model';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { makeCameraClip } from '../../../packages/engine/test/camera-clip.ts';
import { writeTestModel } from '../../../packages/engine/test/write-test-model.ts';
import { writeUnevenModel } from '../../../packages/engine/test/write-uneven-model.ts';
import { runPresage } from './run-presage.ts';

let folder: string;
const at = (name: string) => join(folder, name);
const quantize = (out: string, ...more: string[]) => [
  'quantize',
  at('room.onnx'),
  '--normal',
  at('lively.mp4'),
  '--out',
  at(out),
  ...more,
];

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'presage-quantize-'));
  await makeCameraClip({ output: at('room.mp4'), seconds: 20 });
  // Where nothing happens, scores are noise, and hardly agree.
  await makeCameraClip({ output: at('lively.mp4'), seconds: 20, block: [15, 18], blockAt: [8, 8] });
  await makeCameraClip({ output: at('block.mp4'), seconds: 10, block: [5, 10] });
  await makeCameraClip({ output: at('blink.mp4'), seconds: 1 });
  await writeTestModel(at('room.onnx'), at('room.mp4'));
  const block = { frames: 100, abnormal_1based_inclusive: [[51, 100]] };
  await writeFile(at('labels.json'), JSON.stringify({ block }));
  await writeFile(at('damaged.json'), '{ "block": { "frames": "many" } }');
});
afterAll(() => rm(folder, { recursive: true, force: true }));

test('writes an int8 model that keeps spec and provenance, and says what it cost', async () => {
  const { code, stdout, stderr } = await runPresage(quantize('int8.onnx'));
  expect(stderr).toContain('Measuring activations');
  expect(stdout).toContain(`${at('int8.onnx')} is ready and computes in int8.`);
  expect(stdout).toContain('correlation');
  expect(code).toBe(0);
  const before = await readModelFile(at('room.onnx'));
  const after = await readModelFile(at('int8.onnx'));
  expect(after.description).toEqual({ ...before.description, precision: 'int8' });
  expect(after.provenance).toEqual(before.provenance);
  expect(after.calibration).not.toEqual(before.calibration);
});

test('--json gives figures, with those of labelled clips before and after', async () => {
  const labelled = ['--labels', at('labels.json'), '--video', at('block.mp4')];
  const { code, stdout } = await runPresage(
    quantize('json.onnx', '--json', '--quiet', '--precision', 'float16', ...labelled),
  );
  expect(code).toBe(0);
  const { size } = await stat(at('room.onnx'));
  expect(JSON.parse(stdout)).toMatchObject({
    model: at('json.onnx'),
    precision: 'float16',
    footageSeconds: 20,
    bytes: { before: size },
    // The block is as plain to both.
    labelled: { clips: [{ name: 'block' }], micro: { before: 1, after: 1 } },
  });
});

test('a model whose scores no longer agree is written, and the answer is 1', async () => {
  await writeUnevenModel(at('uneven.onnx'));
  const args = ['--normal', at('room.mp4'), '--out', at('uneven8.onnx')];
  const { code, stdout, stderr } = await runPresage(['quantize', at('uneven.onnx'), ...args]);
  expect(code).toBe(1);
  expect(stderr).toContain('warning: the scores of normal footage agree');
  expect(stdout).toContain(', below 0.99');
  expect((await readModelFile(at('uneven8.onnx'))).description.precision).toBe('int8');
});

test('the new model scores a video', async () => {
  await runPresage(quantize('scoring.onnx', '--quiet'));
  const scored = await runPresage([
    'score',
    at('block.mp4'),
    '--model',
    at('scoring.onnx'),
    '--out',
    at('report'),
    '--json',
    '--quiet',
  ]);
  expect(scored.code).toBe(0);
  expect(JSON.parse(scored.stdout)).toMatchObject({ events: [{}] });
});

test.for([
  {
    what: 'footage that is too short',
    normal: 'blink.mp4',
    args: [],
    says: 'computing in fewer bits needs at least',
    code: 1,
  },
  {
    what: 'labels without clips',
    args: ['--labels', 'labels.json'],
    says: 'belong together',
    code: 2,
  },
  {
    what: 'damaged labels',
    args: ['--labels', 'damaged.json', '--video', 'block.mp4'],
    says: 'cannot be read as labels',
    code: 1,
  },
  {
    what: 'a clip without labels',
    args: ['--labels', 'labels.json', '--video', 'room.mp4'],
    says: 'it needs an entry "room"',
    code: 1,
  },
])('$what fails in words and leaves nothing', async ({ normal = 'room.mp4', args, says, code }) => {
  const given = ['--normal', normal, '--out', 'nothing.onnx', ...args];
  const run = await runPresage([
    'quantize',
    at('room.onnx'),
    ...given.map((arg) => (arg.startsWith('--') ? arg : at(arg))),
  ]);
  expect(run.stderr).toContain(says);
  expect(run.stderr).not.toContain('    at ');
  expect(run.code).toBe(code);
  expect((await readdir(folder)).filter((name) => name.startsWith('nothing'))).toEqual([]);
});

test('a model in fewer bits is not taken again, and no model is written over itself', async () => {
  await runPresage(quantize('once.onnx', '--quiet'));
  const again = [
    'quantize',
    at('once.onnx'),
    '--normal',
    at('room.mp4'),
    '--out',
    at('twice.onnx'),
  ];
  const twice = await runPresage(again);
  expect(twice.code).toBe(1);
  expect(twice.stderr).toContain('computes in int8 already');
  await copyFile(at('room.onnx'), at('own.onnx'));
  const own = ['quantize', at('own.onnx'), '--normal', at('room.mp4'), '--out', at('own.onnx')];
  const over = await runPresage(own);
  expect(over.code).toBe(2);
  expect(over.stderr).toContain('would be written over a file that is needed');
});
