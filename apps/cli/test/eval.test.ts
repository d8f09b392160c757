import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { makeCameraClip } from '../../../packages/engine/test/camera-clip.ts';
import { writeTestModel } from '../../../packages/engine/test/write-test-model.ts';
import { runPresage } from './run-presage.ts';

let folder: string;
const at = (...names: string[]) => join(folder, ...names);
const evaluate = (...more: string[]) => [
  'eval',
  '--model',
  at('room.onnx'),
  '--clips',
  at('clips'),
  '--labels',
  at('labels.json'),
  ...more,
];

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'presage-eval-'));
  await mkdir(at('clips'));
  await makeCameraClip({ output: at('room.mp4'), seconds: 20 });
  await makeCameraClip({ output: at('clips', 'block <1>.mp4'), seconds: 10, block: [5, 7.95] });
  await writeTestModel(at('room.onnx'), at('room.mp4'));
  const regions = [{ frame: 51, box: [0.6, 0.5, 0.3, 0.4] }];
  const block = { frames: 100, abnormal_1based_inclusive: [[51, 80]], tracks: [{ regions }] };
  await writeFile(at('labels.json'), JSON.stringify({ 'block <1>': block }));
  await writeFile(at('longer.json'), JSON.stringify({ 'block <1>': { ...block, frames: 101 } }));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

test('says what scores and alarms are worth, with the protocol of each figure', async () => {
  const { code, stdout, stderr } = await runPresage(
    evaluate('--normal', at('room.mp4'), '--out', at('out'), '--false-alarms', '400/hour'),
  );
  expect(stderr).toContain('Reading room.mp4');
  expect(stderr).toContain('Scoring clips');
  expect(stdout).toContain('on 1 clip: 100 frames, 30 of them abnormal (30 %).');
  expect(stdout).toMatch(/^model .*causal, state carried, scaled by normal footage$/mu);
  expect(stdout).toMatch(/^distance to mean picture .*causal, mean of normal footage$/mu);
  expect(stdout).toMatch(/^model .*uses the future, state carried, scaled per clip$/mu);
  expect(stdout).toContain('meant for 400 false alarms an hour (causal, state carried');
  expect(stdout).toMatch(/found {5}1 of 1 abnormal ranges, told after \d\.\d s/u);
  expect(stdout).toContain('RBDC');
  expect(code).toBe(0);

  const page = await readFile(at('out', 'evaluation.html'), 'utf8');
  expect(page).toContain('block &lt;1&gt;');
  expect(page).not.toContain('block <1>');
  expect(page).not.toMatch(/NaN|Infinity|undefined/u);
  const scores = (await readFile(at('out', 'scores.csv'), 'utf8')).split('\r\n');
  expect(scores).toHaveLength(102);
  expect(scores[51]).toMatch(/^block <1>,51,5\.000,1,/u);
});

test('--json gives the same figures, and the page’s document is the same', async () => {
  const argv = evaluate('--json', '--quiet', '--window-reset', '8', '--out', at('json'));
  const { code, stdout } = await runPresage(argv);
  expect(code).toBe(0);
  const { files, ...document } = JSON.parse(stdout) as { files: { figures: string } };
  expect(document).toMatchObject({
    model: at('room.onnx'),
    methods: [
      { method: 'model', protocol: { causal: true, memory: { stateResetEveryFrames: 8 } } },
      { method: 'frameDifference' },
      { method: 'meanPicture', protocol: { memory: 'frames-before' } },
      { method: 'model', protocol: { causal: false, scaledBy: 'own-clip' } },
      {},
      {},
    ],
    alarms: { ranges: 1 },
    regions: { regions: 1, tracks: 1 },
  });
  expect(JSON.parse(await readFile(files.figures, 'utf8'))).toEqual(document);
});

test('labels of another length fail in words, before anything is written', async () => {
  const argv = evaluate('--labels', at('longer.json'), '--out', at('nothing'));
  const { code, stderr } = await runPresage(argv);
  expect(code).toBe(1);
  expect(stderr).toContain('has 100 frames and its labels are for 101');
  expect(stderr).not.toContain('    at ');
  expect(await readdir(folder)).not.toContain('nothing');
});
