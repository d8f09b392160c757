import { mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { makeCameraClip } from '../../../packages/engine/test/camera-clip.ts';
import { writeTestModel } from '../../../packages/engine/test/write-test-model.ts';
import { oncePrinted } from './once-printed.ts';
import { runningWith } from './running-with.ts';
import { runPresage } from './run-presage.ts';

let folder: string;
const at = (name: string) => join(folder, name);
// A moment of learning: what is tested here is the way there and back, not what is learned.
const learn = (video: string, model: string, ...more: string[]) => [
  'learn',
  at(video),
  '--model',
  at(model),
  '--max-minutes',
  '0.02',
  ...more,
];

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'presage-learn-'));
  await makeCameraClip({ output: at('room.mp4'), seconds: 20 });
  await makeCameraClip({ output: at('blink.mp4'), seconds: 1 });
});
afterAll(() => rm(folder, { recursive: true, force: true }));

test('writes a model that inspect can read, and tells how far it is', async () => {
  const { code, stdout, stderr } = await runPresage(learn('room.mp4', 'room.onnx'));
  expect(stderr).toContain('Learning: ');
  expect(code).toBe(0);
  expect(stdout).toContain(`${at('room.onnx')} is ready.`);
  const inspected = await runPresage(['inspect', '--json', at('room.onnx')]);
  expect(JSON.parse(inspected.stdout)).toMatchObject({ provenance: { learnedFrom: ['room.mp4'] } });
});

test('--json gives the summary alone', async () => {
  const { code, stdout } = await runPresage(learn('room.mp4', 'json.onnx', '--json', '--quiet'));
  expect(code).toBe(0);
  expect(JSON.parse(stdout)).toMatchObject({
    model: at('json.onnx'),
    footageSeconds: 20,
    falseAlarmsPerDay: 1,
    warnings: [{ code: 'footage-little' }, { code: 'learning-cut-short' }],
  });
});

test.for([
  { video: 'none.mp4', says: 'none.mp4' },
  { video: 'blink.mp4', says: 'give a longer one' },
])('$video fails in words and leaves nothing', async ({ video, says }) => {
  const { code, stderr } = await runPresage(learn(video, 'nothing.onnx'));
  expect(code).toBe(1);
  expect(stderr).toContain(says);
  expect(stderr).not.toContain('    at ');
  expect((await readdir(folder)).filter((name) => name.startsWith('nothing'))).toEqual([]);
});

test('a model that cannot be written is found before the work begins', async () => {
  const { code, stderr } = await runPresage(learn('room.mp4', 'room.mp4/model.onnx'));
  expect(code).toBe(1);
  expect(stderr).toContain('is a file');
  expect(stderr).not.toContain('Reading');
});

test('another file is not replaced by the model', async () => {
  await writeFile(at('notes.txt'), 'the only copy');
  const { code, stdout, stderr } = await runPresage(learn('room.mp4', 'notes.txt', '--json'));
  expect(code).toBe(2);
  expect(JSON.parse(stdout)).toMatchObject({ error: { code: 'model-would-overwrite' } });
  expect(stderr).not.toContain('Reading');
  expect(await readFile(at('notes.txt'), 'utf8')).toBe('the only copy');
});

test('a folder for the model is made, and stays only with the model in it', async () => {
  expect((await runPresage(learn('blink.mp4', 'no/such/room.onnx'))).code).toBe(1);
  expect(await readdir(folder)).not.toContain('no');
  expect((await runPresage(learn('room.mp4', 'models/here/room.onnx'))).code).toBe(0);
  expect(await readdir(at('models/here'))).toEqual(['room.onnx', 'room.presage']);
});

test.for(['Reading', 'Learning'])('Ctrl-C while %s keeps the earlier model', async (phase) => {
  await writeTestModel(at('earlier.onnx'), at('room.mp4'));
  const earlier = await readFile(at('earlier.onnx'));
  const before = await readdir(folder);
  const argv = ['learn', at('room.mp4'), '--model', at('earlier.onnx')];
  const { code, stdout, stderr } = await runPresage(argv, {
    onStderr: oncePrinted(phase, (stop) => stop('SIGINT')),
  });
  expect(stderr).toContain('stopped by SIGINT');
  expect(code).toBe(130);
  expect(stdout).toBe('');
  expect(earlier.equals(await readFile(at('earlier.onnx')))).toBe(true);
  expect(await readdir(folder)).toEqual(before);
  expect(await runningWith(folder)).toEqual([]);
});
