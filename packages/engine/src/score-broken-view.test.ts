import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseCalibration } from '@presage/anomaly';
import { transcode } from '@presage/io';
import { openModel, readModelFile, writeModelFile, type Model } from '@presage/model';
import { lastValueFrom, toArray } from 'rxjs';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { writeTestModel } from '../test/write-test-model.ts';
import type { ScoreProgress } from './score-progress.ts';
import { scoreVideo } from './score-video.ts';

let folder: string;
let model: Model;
const at = (name: string) => join(folder, name);

/** A film of shelves, a little noisy: 160×120, 10 frames a second. From 8 to 14 s something is done to it. */
async function makeFilm(name: string, { seconds = 22, filter = 'null', block = false } = {}) {
  const shelves = `smptehdbars=size=160x120:rate=10:duration=${seconds},drawgrid=w=23:h=17:t=3:c=black,noise=alls=12:allf=t:all_seed=7`;
  const graph = [
    `[0:v]split[well][then];[then]${filter},scale=160:120[changed]`,
    `[well][changed]overlay=enable='between(t,8,14)':eof_action=repeat`,
  ].join(';');
  const thing = block
    ? `,drawbox=x=60:y=40:w=40:h=40:color=white:t=fill:enable='between(t,18,20)'`
    : '';
  await transcode({
    inputs: [{ kind: 'generator', filter: shelves }],
    filterGraph: `${graph}${thing}[out]`,
    output: at(name),
    crf: 18,
  });
}

const scored = (name: string, watching = model): Promise<readonly ScoreProgress[]> =>
  lastValueFrom(scoreVideo({ source: at(name), model: watching }).pipe(toArray()));

/** What was told besides scores and the end, and when in seconds. */
function told(results: readonly ScoreProgress[]) {
  return results.flatMap((result): readonly { what: string; time: number }[] => {
    if (result.kind === 'event-start') return [{ what: 'event', time: result.event.start }];
    if (result.kind === 'view-start') {
      return [{ what: result.event.fault, time: result.event.announced }];
    }
    if (result.kind === 'view-end') return [{ what: 'well', time: result.event.end! }];
    return [];
  });
}

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'presage-view-'));
  await makeFilm('normal.mp4', { seconds: 20 });
  await writeTestModel(at('model.onnx'), at('normal.mp4'));
  model = await openModel(at('model.onnx'));
});
afterAll(async () => {
  await model?.[Symbol.asyncDispose]();
  await rm(folder, { recursive: true, force: true });
});

test.for([
  ['black', 'drawbox=color=black:t=fill'],
  ['covered', 'drawbox=color=gray:t=fill'],
  ['moved', 'crop=w=iw*0.8:h=ih*0.8:x=iw*0.15:y=ih*0.1'],
  ['frozen', 'trim=end=8'],
] as const)(
  'a %s view is told within three seconds, and alarms of nothing else',
  async ([fault, filter]) => {
    await makeFilm(`${fault}.mp4`, { filter });
    const events = told(await scored(`${fault}.mp4`));
    expect(events.map(({ what }) => what)).toEqual([fault, 'well']);
    const [begin, end] = events;
    expect(begin!.time).toBeGreaterThan(8);
    expect(begin!.time).toBeLessThanOrEqual(11);
    expect(Math.abs(end!.time - 14)).toBeLessThanOrEqual(1.2);
  },
);

test('what happens once the view is well again is an event like any other', async () => {
  await makeFilm('then.mp4', { filter: 'drawbox=color=black:t=fill', block: true });
  const results = await scored('then.mp4');
  const events = told(results);
  expect(events.map(({ what }) => what)).toEqual(['black', 'well', 'event']);
  expect(events[2]!.time).toBeCloseTo(18, 0);
  // The model starts afresh: frames seen too soon after that are marked.
  const afterwards = results.filter(
    (result) => result.kind === 'score' && result.timestampUs > 14e6 && result.warmUp,
  );
  expect(afterwards).toHaveLength(5);
  expect(results.filter(({ kind }) => kind === 'score')).toHaveLength(110);
  expect(results.at(-1)).toMatchObject({
    summary: { viewFaults: expect.arrayContaining(['black']) as string[] },
  });
});

test('a model that does not know the view scores all the same, and says that it watches for no fault', async () => {
  const file = await readModelFile(at('model.onnx'));
  const calibration = parseCalibration(file.calibration);
  delete calibration.view;
  await writeModelFile(at('old.onnx'), { ...file, calibration });
  await using old = await openModel(at('old.onnx'));
  await makeFilm('unknown.mp4', { filter: 'drawbox=color=black:t=fill' });
  const results = await scored('unknown.mp4', old);
  expect(told(results).map(({ what }) => what)).not.toContain('black');
  expect(results.at(-1)).toMatchObject({ summary: { viewFaults: [] } });
});
