import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { makeCameraClip } from '../../../packages/engine/test/camera-clip.ts';
import { writeTestModel } from '../../../packages/engine/test/write-test-model.ts';
import { runPresage } from './run-presage.ts';

let folder: string;
const at = (name: string) => join(folder, name);
const score = (video: string, out: string) =>
  runPresage(['score', at(video), '--model', at('room.onnx'), '--out', at(out), '--json', '-q']);
const eventsOf = ({ stdout }: { readonly stdout: string }) =>
  (JSON.parse(stdout) as { readonly events: readonly unknown[] }).events;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'presage-feedback-'));
  await makeCameraClip({ output: at('room.mp4'), seconds: 20 });
  await makeCameraClip({ output: at('block.mp4'), seconds: 12, block: [6, 9] });
  await writeTestModel(at('room.onnx'), at('room.mp4'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

test('from an alarm to silence and back, by the commands that the report names', async () => {
  expect(eventsOf(await score('block.mp4', 'report'))).toHaveLength(1);
  const event = at('report/events/1');
  const marked = await runPresage([
    'feedback',
    at('room.onnx'),
    '--normal',
    event,
    '--note',
    'box',
  ]);
  expect(marked.stderr).toContain('Looking again');
  expect(marked.stdout).toContain('is version 2 now');
  expect(marked.stdout).toContain(`presage rollback ${at('room.onnx')} --to 1`);
  expect(marked.code).toBe(0);
  expect(eventsOf(await score('block.mp4', 'silent'))).toEqual([]);

  const list = await runPresage(['feedback', at('room.onnx'), '--json']);
  expect(JSON.parse(list.stdout)).toMatchObject({
    marks: [{ id: 1, video: 'block.mp4', note: 'box', clip: '0001.mp4' }],
  });
  const compare = ['versions', at('room.onnx'), '--compare', '1', '2', '--on', at('block.mp4')];
  const compared = await runPresage([...compare, '--quiet']);
  expect(compared.stdout).toContain('0 of both, 1 of version 1 alone, 0 of version 2 alone');

  const back = await runPresage(['rollback', at('room.onnx'), '--to', '1']);
  expect(back.stdout).toContain('is version 1 again');
  expect(eventsOf(await score('block.mp4', 'again'))).toHaveLength(1);
  const versions = await runPresage(['versions', at('room.onnx'), '--json']);
  expect(JSON.parse(versions.stdout)).toMatchObject({
    current: 1,
    versions: [
      { number: 1, origin: 'replaced' },
      { number: 2, origin: 'feedback', from: 1 },
    ],
    rollBacks: [{ from: 2, to: 1 }],
  });
});

test.for([
  { argv: ['feedback', '--normal', 'report/events/99'], says: 'there is no event', code: 1 },
  { argv: ['feedback', '--forget', '7'], says: 'has no event 7', code: 1 },
  { argv: ['feedback', '--note', 'van'], says: '--note goes with --normal', code: 2 },
  { argv: ['versions', '--compare', '1'], says: 'takes two versions', code: 2 },
  { argv: ['versions', '--compare', '1', '2'], says: '--on', code: 2 },
  { argv: ['rollback', '--to', '12'], says: 'has no version 12', code: 1 },
  { argv: ['rollback'], says: '--to', code: 2 },
])('$argv: told in words', async ({ argv: [command, ...flags], says, code }) => {
  const run = await runPresage([command!, at('room.onnx'), ...flags]);
  expect(run.stderr).toContain(says);
  expect(run.stderr).not.toContain('    at ');
  expect(run.code).toBe(code);
});

test('learning without a video is bad usage, unless the model learns on', async () => {
  const run = await runPresage(['learn', '--model', at('new.onnx')]);
  expect(run.code).toBe(2);
  expect(run.stderr).toContain('learning needs a video');
  const on = await runPresage(['learn', '--continue', '--model', at('room.onnx')]);
  expect(on.code).toBe(1);
  expect(on.stderr).toContain('learning on needs normal footage');
});
