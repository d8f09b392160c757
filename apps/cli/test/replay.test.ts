import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { makeCameraClip } from '../../../packages/engine/test/camera-clip.ts';
import { writeTestModel } from '../../../packages/engine/test/write-test-model.ts';
import { runPresage } from './run-presage.ts';

interface Replayed {
  readonly threshold: number;
  readonly falseAlarmsPerDay?: number;
  readonly events: readonly { readonly start: number; readonly end: number }[];
}

let folder: string;
const at = (name: string) => join(folder, name);
const replay = (...argv: string[]) => runPresage(['replay', ...argv]);
const replayed = async (...argv: string[]) => {
  const { stdout } = await replay(...argv, '--json', '--quiet');
  return (JSON.parse(stdout) as { thresholds: readonly Replayed[] }).thresholds;
};

const spans = (tried: readonly Replayed[]) =>
  tried.map(({ events }) => events.map(({ start, end }) => [start, end]));

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'presage-replay-'));
  await makeCameraClip({ output: at('room.mp4'), seconds: 20 });
  await makeCameraClip({ output: at('block.mp4'), seconds: 12, block: [6, 9] });
  await writeTestModel(at('room.onnx'), at('room.mp4'));
  const argv = ['score', at('block.mp4'), '--model', at('room.onnx'), '--out', at('report')];
  await runPresage([...argv, '--false-alarms', '1/hour']);
});
afterAll(() => rm(folder, { recursive: true, force: true }));

test('the same rate gives the events of the report, without the model', async () => {
  const [hourly] = await replayed(at('report/scores.csv'), '--false-alarms', '1/hour');
  const document = JSON.parse(await readFile(at('report/events.json'), 'utf8')) as {
    threshold: number;
    events: readonly { startSeconds: number; endSeconds: number }[];
  };
  expect(document.events.length).toBeGreaterThan(0);
  expect(hourly!.threshold).toBeCloseTo(document.threshold, 4);
  expect(hourly!.events.map(({ start, end }) => [start, end])).toEqual(
    document.events.map(({ startSeconds, endSeconds }) => [startSeconds, endSeconds]),
  );
});

test('tries the usual rates where none is asked for, and names each event once', async () => {
  const { code, stdout } = await replay(at('report/scores.csv'));
  expect(code).toBe(0);
  expect(stdout).toMatch(/false alarms +threshold +events +together/u);
  expect(stdout).toMatch(/10 an hour[^]*1 an hour[^]*1 a day[^]*1 a week/u);
  expect(stdout).toMatch(/0:06\.\d +0:\d\d\.\d +[\d.]+ +1 a week/u);
});

test('several rates and thresholds, in the order given', async () => {
  const tried = await replayed(
    at('report/scores.csv'),
    '--false-alarms',
    '1/day',
    '1/hour',
    '--threshold',
    '1e6',
  );
  expect(tried.map(({ falseAlarmsPerDay }) => falseAlarmsPerDay)).toEqual([1, 24, undefined]);
  expect(tried[2]).toEqual({ threshold: 1e6, events: [] });
});

test('of a video it says what the model would have alarmed on', async () => {
  const kept = await replayed(at('report/scores.csv'), '--false-alarms', '1/hour');
  const watched = await replayed(
    at('block.mp4'),
    '--model',
    at('room.onnx'),
    '--false-alarms',
    '1/hour',
  );
  expect(spans(watched)).toEqual(spans(kept));
});

test('scores alone need thresholds, or the model', async () => {
  await writeFile(at('lone.csv'), await readFile(at('report/scores.csv')));
  const lone = await replay(at('lone.csv'), '--false-alarms', '1/day');
  expect(lone.code).toBe(1);
  expect(lone.stderr).toContain('give the model that scored it with --model');
  expect((await replay(at('lone.csv'), '--threshold', '5')).code).toBe(0);
  expect((await replay(at('lone.csv'), '--model', at('room.onnx'))).code).toBe(0);
});

test.for([
  [['room.mp4'], 2, 'needs the model'],
  [['none.csv', '--threshold', '3'], 1, 'there are no scores at'],
  [['report/scores.csv', '--threshold', '-3'], 2, 'It must be a number, above 0'],
  [['report/scores.csv', '--model-version', '2'], 2, '--model-version goes with --model'],
] as const)('refuses %j', async ([[source, ...argv], code, message]) => {
  const run = await replay(at(source), ...argv);
  expect(run.code).toBe(code);
  expect(run.stderr).toContain(message);
});
