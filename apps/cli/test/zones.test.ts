import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { makeCameraClip } from '../../../packages/engine/test/camera-clip.ts';
import { writeTestModel } from '../../../packages/engine/test/write-test-model.ts';
import { runPresage } from './run-presage.ts';

let folder: string;
const at = (...names: string[]) => join(folder, ...names);

const box = ([left, top, right, bottom]: readonly [number, number, number, number]) => [
  [left, top],
  [right, top],
  [right, bottom],
  [left, bottom],
];

async function drawing(name: string, zones: object): Promise<string> {
  await writeFile(at(name), JSON.stringify({ version: 1, ...zones }));
  return at(name);
}

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'presage-zones-'));
  await makeCameraClip({ output: at('room.mp4'), seconds: 60 });
  await makeCameraClip({ output: at('block.mp4'), seconds: 12, block: [6, 8] });
  await writeTestModel(at('room.onnx'), at('room.mp4'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const score = (zones: string, out: string) =>
  runPresage([
    'score',
    at('block.mp4'),
    '--model',
    at('room.onnx'),
    '--out',
    at(out),
    '--zones',
    zones,
    '--json',
    '--quiet',
  ]);

test('writes a page to draw on, with what there is already', async () => {
  const zones = await drawing('door.json', {
    zones: [{ name: 'door', polygon: box([0, 0, 1, 1]) }],
  });
  const { code, stdout } = await runPresage([
    'zones',
    at('room.mp4'),
    '--zones',
    zones,
    '--out',
    at('pages', 'zones.html'),
    '--json',
  ]);
  expect(code).toBe(0);
  expect(JSON.parse(stdout)).toMatchObject({ page: at('pages', 'zones.html'), masks: [] });
  expect(await readFile(at('pages', 'zones.html'), 'utf8')).toContain('"name":"door"');
});

test('says of masks that leave nothing that nothing can be scored with them', async () => {
  const zones = await drawing('nothing-left.json', {
    masks: [{ name: 'all', polygon: box([0, 0, 1, 1]) }],
  });
  const out = at('pages', 'nothing-left.html');
  const argv = ['zones', at('room.mp4'), '--zones', zones, '--out', out];
  const { code, stdout, stderr } = await runPresage(argv);
  expect(code).toBe(0);
  expect(stdout).toContain(out);
  expect(stderr).toContain('these masks leave nothing of the picture');
});

test('score names the zones that an event touches, in its answer and in the event’s folder', async () => {
  const zones = await drawing('halves.json', {
    zones: [
      { name: 'right', polygon: box([0.5, 0, 1, 1]) },
      { name: 'corner', polygon: box([0, 0, 0.05, 0.05]) },
    ],
  });
  const { code, stdout } = await score(zones, 'named');
  expect(code).toBe(0);
  const { events } = JSON.parse(stdout) as { events: { zones: string[] }[] };
  expect(events.map(({ zones: touched }) => touched)).toEqual([['right']]);
  const event = JSON.parse(
    await readFile(at('named', 'events', '1', 'event.json'), 'utf8'),
  ) as object;
  expect(event).toMatchObject({ zones: ['right'], model: { path: at('room.onnx') } });
});

test('what a mask leaves out does not alarm', async () => {
  const zones = await drawing('masked.json', {
    masks: [{ name: 'where the block is', polygon: box([0.4, 0, 1, 1]) }],
  });
  const { code, stdout } = await score(zones, 'masked');
  expect(code).toBe(0);
  expect(JSON.parse(stdout)).toMatchObject({ events: [] });
});

test.for([
  [
    'a mask outside the picture',
    { masks: [{ name: 'tree', polygon: box([0, 0, 640, 360]) }] },
    'Divide x by the width',
  ],
  [
    'a mask of everything',
    { masks: [{ name: 'all', polygon: box([0, 0, 1, 1]) }] },
    'must leave some of the picture',
  ],
] as const)('%s is refused before anything is scored', async ([name, zones, says]) => {
  const { code, stderr } = await runPresage([
    'score',
    at('block.mp4'),
    '--model',
    at('room.onnx'),
    '--out',
    at('refused'),
    '--zones',
    await drawing(`${name}.json`, zones),
  ]);
  expect(code).toBe(1);
  expect(stderr).toContain(says);
  expect(stderr).not.toContain('Watching');
});

const eventsOf = (stdout: string) =>
  (JSON.parse(stdout) as { thresholds: { events: unknown[] }[] }).thresholds[0]?.events;

test('replay of a video leaves masks out; of scores it says that it cannot', async () => {
  const zones = await drawing('replayed.json', {
    masks: [{ name: 'where the block is', polygon: box([0.4, 0, 1, 1]) }],
  });
  const replay = (...more: string[]) =>
    runPresage([
      'replay',
      ...more,
      '--model',
      at('room.onnx'),
      '--false-alarms',
      '1/day',
      '--json',
    ]);
  expect(eventsOf((await replay(at('block.mp4'))).stdout)).toHaveLength(1);
  expect(eventsOf((await replay(at('block.mp4'), '--zones', zones)).stdout)).toEqual([]);
  await writeFile(at('scores.csv'), 'time_s,score\r\n');
  const { code, stdout } = await replay(at('scores.csv'), '--zones', zones);
  expect(code).toBe(2);
  expect(stdout).toContain('--zones goes with a video');
});
