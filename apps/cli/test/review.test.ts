import { existsSync } from 'node:fs';
import { copyFile, mkdtemp, readFile, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { transcode } from '@presage/io';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { runPresage } from './run-presage.ts';

let folder: string;
const at = (name: string) => join(folder, name);

/** 40 s of a room with edges in it, 96×72, 10 frames a second. */
const room = 'testsrc2=size=96x72:rate=10:duration=40,format=gray,noise=alls=8:allf=t:all_seed=3';
/** What never is there but for three seconds. */
const stranger = `drawbox=x=36:y=30:w=24:h=32:color=black:t=fill:enable='between(t,20,23)'`;

const make = (output: string, filter: string) =>
  transcode({ inputs: [{ kind: 'generator', filter }], output: at(output), crf: 18 });

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'presage-review-'));
  const still = `color=c=gray:size=96x72:rate=10:duration=40,drawgrid=w=24:h=18:color=white,noise=alls=8:allf=t:all_seed=3`;
  await make('room.mp4', still);
  await make('strange.mp4', `${still},${stranger}`);
  await copyFile(at('room.mp4'), at('a room.mp4'));
  await make('black.mp4', 'color=c=black:size=96x72:rate=10:duration=20');
  await make('frozen.mp4', `${room},loop=loop=-1:size=1:start=0,trim=duration=20`);
  await make(
    'noise.mp4',
    `color=c=gray:size=96x72:rate=5:duration=30,noise=alls=100:allf=t:all_seed=9,scale=320:240:flags=neighbor`,
  );
});
afterAll(() => rm(folder, { recursive: true, force: true }));

test('review says that nothing stands out where nothing does', async () => {
  const { code, stdout } = await runPresage(['review', at('a room.mp4'), '--quiet']);
  expect(code).toBe(0);
  expect(stdout).toContain('Nothing clearly stands out.');
  expect(stdout).toContain(`presage learn '${at('a room.mp4')}' --model`);
});

test('review shows what happened once, on a page, with the command line that leaves it out', async () => {
  const argv = ['review', at('strange.mp4'), '--out', at('page')];
  const { code, stdout } = await runPresage([...argv, '--json', '--quiet']);
  expect(code).toBe(0);
  const { moments, learn } = JSON.parse(stdout) as {
    moments: { peak: number; standsOut: boolean }[];
    learn: string;
  };
  expect(moments[0]!.standsOut).toBe(true);
  expect(moments[0]!.peak).toBeGreaterThan(19);
  expect(moments[0]!.peak).toBeLessThan(24);
  expect(learn).toMatch(/--leave-out strange\.mp4@0:(?:19|18)\.\d-0:2[345]\.\d --model/u);
  expect(await readdir(at('page'))).toEqual(['1.jpg', 'review.html']);
  expect(await readFile(join(at('page'), 'review.html'), 'utf8')).toContain('Stands out.');
});

const learn = (video: string, model: string, ...more: string[]) =>
  runPresage(['learn', at(video), '--model', at(model), '--max-minutes', '0.02', ...more]);

test('learn says what stands out, goes on where nobody can be asked, and leaves out what it is told to', async () => {
  const all = await learn('strange.mp4', 'all.onnx', '--json');
  expect(all.code).toBe(0);
  expect(all.stderr).toMatch(
    /Least like the rest[^]*strange\.mp4 0:\d\d[^]*clearly stands out \([^]*--leave-out strange/u,
  );
  expect(JSON.parse(all.stdout)).toMatchObject({ footageSeconds: 40, leftOut: [] });

  const rest = await learn('strange.mp4', 'rest.onnx', '--leave-out', '0:18-25', '--json');
  expect(rest.stderr).not.toContain('clearly stands out (');
  const leftOut = [{ start: 18, end: 25 }];
  expect(JSON.parse(rest.stdout)).toMatchObject({ footageSeconds: 33, leftOut });
  const inspected = await runPresage(['inspect', at('rest.onnx'), '--json']);
  expect(JSON.parse(inspected.stdout)).toMatchObject({ provenance: { leftOut } });
});

let refusals = 0;
test.for([
  ['black footage', 'black.mp4', [], 'black or of one colour'],
  ['frozen footage', 'frozen.mp4', [], 'are the one before again'],
  ['a part behind the end', 'room.mp4', ['--leave-out', '50-60'], 'lies within its video'],
  ['another video’s part', 'room.mp4', ['--leave-out', 'x.mp4@1-2'], 'names one of the videos'],
  ['nothing left', 'room.mp4', ['--leave-out', '0-99'], 'all the footage there is'],
] as const)('%s is refused in words, and no model is written', async ([, video, more, says]) => {
  const model = `none-${(refusals += 1)}.onnx`;
  const { code, stderr } = await learn(video, model, ...more);
  expect(code).toBe(1);
  expect(stderr).toContain(says);
  expect(existsSync(at(model))).toBe(false);
});

test('footage is not called noise where learning was cut short', async () => {
  const { code, stdout } = await learn('noise.mp4', 'noise.onnx', '--json', '--quiet');
  expect(code).toBe(0);
  const { warnings } = JSON.parse(stdout) as { warnings: { code: string }[] };
  const codes = warnings.map((warning) => warning.code);
  expect(codes).toContain('learning-cut-short');
  expect(codes).not.toContain('nothing-to-predict');
});
