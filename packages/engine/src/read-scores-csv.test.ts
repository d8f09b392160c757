import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { assert, asyncProperty, boolean, double, tuple, array, integer } from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { readScoresCsv, type StoredScore } from './read-scores-csv.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'presage-scores-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

async function all(path: string): Promise<readonly StoredScore[]> {
  const scores: StoredScore[] = [];
  for await (const score of readScoresCsv(path)) scores.push(score);
  return scores;
}

async function read(content: string) {
  const path = join(folder, 'scores.csv');
  await writeFile(path, content);
  return all(path);
}

const header = 'time_s,score,threshold,warm_up,alarm,gap';

test('reads times, scores and warm-up, wherever their columns are', async () => {
  const frames = [
    { timestampUs: 0, score: 1.5, warmUp: true },
    { timestampUs: 200_000, score: -2, warmUp: false },
  ];
  expect(await read(`${header}\r\n0.000000,1.5,20,1,0,0\r\n0.200000,-2,20,0,0,0\r\n`)).toEqual(
    frames,
  );
  expect(await read('"warm_up",score,"odd, name",time_s\n1,1.5,x,0\n0,-2,"a ""b""",0.2')).toEqual(
    frames,
  );
  expect(await read('\uFEFFtime_s,score,warm_up\n0,1.5,1\n0.2,-2,0\n')).toEqual(frames);
});

test('gives back whatever numbers were written', async () => {
  const row = tuple(
    integer({ min: 0, max: 200 }),
    double({ noNaN: true, noDefaultInfinity: true }),
    boolean(),
  );
  await assert(
    asyncProperty(array(row, { minLength: 1, maxLength: 30 }), async (rows) => {
      let time = 0;
      const frames = rows.map(([step, score, warmUp]) => {
        time += step;
        return { timestampUs: time * 1000, score, warmUp };
      });
      const lines = frames.map(
        ({ timestampUs, score, warmUp }) => `${timestampUs / 1e6},${score},${warmUp ? 1 : 0}`,
      );
      expect(await read(`time_s,score,warm_up\r\n${lines.join('\r\n')}\r\n`)).toEqual(
        frames.map((frame) => ({ ...frame, score: Number(`${frame.score}`) })),
      );
    }),
    { seed: 1, numRuns: 30 },
  );
});

test.for([
  ['an empty file', '', 'line 1: it has no scores'],
  ['a header alone', `${header}\r\n`, 'line 1: it has no scores'],
  [
    'missing columns',
    'time,score\n0,1\n',
    'line 1: it must name the columns time_s, score, warm_up, and lacks time_s, warm_up',
  ],
  [
    'a score that is none',
    'time_s,score,warm_up\n0,1,0\n0.2,high,0\n',
    'line 3: score must be a number and is "high"',
  ],
  ['an empty score', 'time_s,score,warm_up\n0,,0\n', 'line 2: score must be a number and is ""'],
  [
    'a time that is none',
    'time_s,score,warm_up\nnoon,1,0\n',
    'line 2: time_s must be seconds and is "noon"',
  ],
  [
    'a time that goes back',
    'time_s,score,warm_up\n1,1,0\n0.5,1,0\n',
    'line 3: time_s must not go back',
  ],
  [
    'another warm-up',
    'time_s,score,warm_up\n0,1,yes\n',
    'line 2: warm_up must be 0 or 1 and is "yes"',
  ],
  ['too few fields', 'time_s,score,warm_up\n0,1,0\n0.2,1\n', 'line 3'],
  ['an open quote', 'time_s,score,warm_up\n0,"1,0\n', 'line'],
] as const)('%s is told with its line', async ([, content, message]) => {
  await expect(read(content)).rejects.toMatchObject({
    code: 'scores-damaged',
    message: expect.stringContaining(message) as string,
  });
});

test('a file that is not there is told so', async () => {
  await expect(all(join(folder, 'none.csv'))).rejects.toMatchObject({
    code: 'scores-missing',
  });
});

test('stops where it is told to', async () => {
  const path = join(folder, 'long.csv');
  await writeFile(path, `time_s,score,warm_up\n${'1,1,0\n'.repeat(50_000)}`);
  const controller = new AbortController();
  const stopped = (async () => {
    for await (const _ of readScoresCsv(path, { signal: controller.signal })) {
      controller.abort(new Error('enough'));
    }
  })();
  await expect(stopped).rejects.toThrow('enough');
});
