import { mkdir, mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { constants, tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { makeCameraClip } from '../../../packages/engine/test/camera-clip.ts';
import { writeTestModel } from '../../../packages/engine/test/write-test-model.ts';
import { oncePrinted } from './once-printed.ts';
import { runningWith } from './running-with.ts';
import { runPresage } from './run-presage.ts';

let folder: string;
const at = (...names: string[]) => join(folder, ...names);
const score = (video: string, out: string, ...more: string[]) => [
  'score',
  at(video),
  '--model',
  at('room.onnx'),
  '--out',
  at(out),
  ...more,
];

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'presage-score-'));
  await makeCameraClip({ output: at('room.mp4'), seconds: 20 });
  await makeCameraClip({ output: at('block.mp4'), seconds: 12, block: [6, 8] });
  await makeCameraClip({ output: at('short.mp4'), seconds: 0.6 });
  await makeCameraClip({ output: at('long.mp4'), seconds: 600 });
  await writeTestModel(at('room.onnx'), at('room.mp4'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

test('writes the report, prints the events as a table, and progress on stderr', async () => {
  const { code, stdout, stderr } = await runPresage(score('block.mp4', 'made/here'));
  expect(stderr).toContain('Watching block.mp4: ');
  expect(code).toBe(0);
  expect(stdout).toMatch(/start +end +peak score +region\n *0:0[56]\.\d/u);
  expect((await readdir(at('made', 'here'))).toSorted()).toEqual([
    'annotated.mp4',
    'events',
    'events.json',
    'report.html',
    'scores.csv',
  ]);
});

test('--json gives the same as one document, and leaves stdout to it', async () => {
  const { code, stdout } = await runPresage(score('block.mp4', 'json', '--json', '--quiet'));
  expect(code).toBe(0);
  expect(JSON.parse(stdout)).toMatchObject({
    verdict: { kind: 'events' },
    ledger: { captured: 60, processed: 60 },
    threshold: { wishedFalseAlarmsPerDay: 1 },
    device: { device: 'cpu' },
    files: { scores: at('json', 'scores.csv') },
  });
});

test.for([
  { video: 'none.mp4', says: 'none.mp4' },
  { video: 'short.mp4', says: 'is too short' },
  { video: 'room.onnx', says: 'room.onnx' },
])('$video fails in words and leaves nothing', async ({ video, says }) => {
  const { code, stdout, stderr } = await runPresage(score(video, 'nothing'));
  expect(code).toBe(1);
  expect(stdout).toBe('');
  expect(stderr).toContain(says);
  expect(stderr).not.toContain('    at ');
  expect(await readdir(folder)).not.toContain('nothing');
});

test('a folder that cannot be written is found before the work begins', async () => {
  await writeFile(at('file'), '');
  const { code, stderr } = await runPresage(score('block.mp4', 'file'));
  expect(code).toBe(1);
  expect(stderr).toContain('it is a file; name a folder');
  expect(stderr).not.toContain('Watching');
});

test.for([
  { signal: 'SIGINT', answer: 130, again: 'Ctrl-C again' },
  { signal: 'SIGTERM', answer: 143, again: 'another SIGTERM' },
] as const)(
  '$signal midway gives $answer, and leaves neither file nor ffmpeg',
  async ({ signal, answer, again }) => {
    await mkdir(at('earlier'), { recursive: true });
    await writeFile(at('earlier', 'scores.csv'), 'earlier');
    const { code, stdout, stderr } = await runPresage(score('long.mp4', 'earlier', '--json'), {
      onStderr: oncePrinted('Watching', (stop) => stop(signal)),
    });
    expect(stderr).toContain(`Stopping; ${again} leaves at once.`);
    expect(stderr).toContain(`stopped by ${signal}`);
    expect(code).toBe(answer);
    expect(JSON.parse(stdout)).toMatchObject({
      error: { code: 'interrupted', fields: { signal } },
    });
    expect(await readdir(at('earlier'))).toEqual(['scores.csv']);
    expect(await readFile(at('earlier', 'scores.csv'), 'utf8')).toBe('earlier');
    expect(await runningWith(folder)).toEqual([]);
  },
);

test('Ctrl-C while the report is written leaves nothing either', async () => {
  const { code } = await runPresage(score('long.mp4', 'unfinished'), {
    onStderr: oncePrinted('Writing the report', (stop) => stop('SIGINT')),
  });
  expect(code).toBe(130);
  expect(await readdir(folder)).not.toContain('unfinished');
  expect(await runningWith(folder)).toEqual([]);
});

test('a second Ctrl-C leaves at once', async () => {
  const first = oncePrinted('Watching', (stop) => stop('SIGINT'));
  const second = oncePrinted('Stopping', (stop) => stop('SIGINT'));
  const { code, signal } = await runPresage(score('long.mp4', 'twice'), {
    onStderr: (soFar, stop) => {
      first(soFar, stop);
      second(soFar, stop);
    },
  });
  // What a shell makes of it: 128 + the signal's number.
  expect(signal ? 128 + constants.signals[signal] : code).toBe(130);
  // It did not wait for what it killed.
  await vi.waitFor(async () => expect(await runningWith(folder)).toEqual([]), { timeout: 60_000 });
});
