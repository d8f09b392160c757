import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { FootageReview, ReviewMoment } from '@presage/engine';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { makeCameraClip } from '../../../../packages/engine/test/camera-clip.ts';
import type { CommandContext } from '../frame/command-context.ts';
import { settleReview } from './settle-review.ts';

let folder: string;
let video: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'presage-settle-'));
  video = join(folder, 'monday.mp4');
  await makeCameraClip({ output: video, seconds: 6 });
});
afterAll(() => rm(folder, { recursive: true, force: true }));

function reviewOf(...strengths: number[]): FootageReview {
  const moments = strengths.map((strength, index): ReviewMoment => {
    const start = 2 * index;
    const region = { x: 0.5, y: 0.5, width: 0.2, height: 0.2 };
    const times = { start, end: start + 1.5, peak: start + 1 };
    return { video, ...times, strength, standsOut: strength >= 1, region, look: 'moves' };
  });
  return { moments, otherScenes: [], reviewed: true, videos: [video], seconds: 60 };
}

/** Answers in turn; undefined: nobody sits there. */
function contextWith(answers?: string[]) {
  const told: string[] = [];
  const log = (message: string) => void told.push(message);
  const questions: string[] = [];
  const ask = async (question: string) => {
    questions.push(question);
    return answers?.shift() ?? 's';
  };
  const context = {
    signal: new AbortController().signal,
    logger: { debug: log, info: log, warn: log, error: log },
    ...(answers && { ask }),
  } as unknown as CommandContext;
  return { context, told, questions };
}

test('where there is nothing to show, nothing is asked', async () => {
  const { context, told, questions } = contextWith(['1']);
  expect(await settleReview(reviewOf(), { context })).toEqual([]);
  expect(told).toEqual(['Nothing in the footage stands out.']);
  expect(questions).toEqual([]);
});

test('where nothing clearly stands out, the least normal moments are shown and asked about all the same', async () => {
  const { context, told, questions } = contextWith(['1']);
  expect(await settleReview(reviewOf(0.9, 0.1), { context })).toEqual([
    { video, start: 0, end: 2.5 },
  ]);
  expect(told[0]).toMatch(/^Nothing in the footage clearly stands out\./u);
  expect(told[0]).toMatch(/1 {2}monday\.mp4 .*: moves unlike the rest; more than most/u);
  expect(told[0]).toMatch(/2 {2}monday\.mp4 .*: moves unlike the rest; ordinary/u);
  expect(told[0]!.match(/\S+\.jpg/gu)).toHaveLength(2);
  expect(questions).toHaveLength(1);
});

test('a person is shown each moment, with a picture, and says what to leave out', async () => {
  const { context, told, questions } = contextWith(['nonsense', '2']);
  const left = await settleReview(reviewOf(3, 2, 0.5), { context });
  expect(left).toEqual([{ video, start: 1, end: 4.5 }]);
  expect(questions).toHaveLength(2);
  expect(told[0]).toMatch(
    /1 {2}monday\.mp4 0:00\.0–0:01\.5, .*moves like nothing else there; clearly stands out \(3\.0 times what it takes\)/u,
  );
  const pictures = told[0]!.match(/\S+\.jpg/gu) ?? [];
  expect(pictures).toHaveLength(3);
  // They were there while it asked.
  expect(pictures.some((path) => existsSync(path))).toBe(false);
});

test('an answer may leave out times of its own, of a video that is there', async () => {
  const { context, told, questions } = contextWith(['tuesday.mp4@0:01-0:02', '2, 0:05-0:06']);
  const left = await settleReview(reviewOf(3, 2), { context });
  expect(left).toEqual([
    { video, start: 1, end: 4.5 },
    { start: 5, end: 6 },
  ]);
  expect(questions).toHaveLength(2);
  expect(told[1]).toContain('Say of which video');
});

test('an empty answer keeps all, and a stop learns nothing', async () => {
  expect(await settleReview(reviewOf(3), contextWith(['']))).toEqual([]);
  await expect(settleReview(reviewOf(3), contextWith(['s']))).rejects.toMatchObject({
    code: 'learning-declined',
    name: 'InputError',
  });
});

test.for([
  ['nobody sits at the terminal', undefined, false],
  ['it is told not to ask', ['1'], true],
] as const)(
  'where %s, it shows the moments and how to leave out what stands out, and goes on',
  async ([, answers, yes]) => {
    const { context, told, questions } = contextWith(answers && [...answers]);
    expect(await settleReview(reviewOf(3, 1.5, 0.4), { context, yes })).toEqual([]);
    expect(questions).toEqual([]);
    expect(told.join('\n')).toMatch(/3 {2}monday\.mp4 .*; ordinary/u);
    expect(told.join('\n')).toMatch(
      /--leave-out monday\.mp4@0:00\.0-0:02\.5 --leave-out monday\.mp4@0:01\.0-0:04\.5$/u,
    );
  },
);
