import { createDecider, defaultDecision } from '@presage/anomaly';
import { array, assert, asyncProperty, boolean, double, tuple } from 'fast-check';
import { expect, test } from 'vitest';
import { replayScores } from './replay-scores.ts';

const frames = (scores: readonly number[]) =>
  scores.map((score, index) => ({ timestampUs: index * 200_000, score, warmUp: index < 2 }));
const quiet = Array.from({ length: 40 }, () => 0);

test('decides for several thresholds in one pass', async () => {
  const scores = frames([9, 9, ...quiet, 5, 5, 5, 5, ...quiet, 8, 8, 8, 8, ...quiet]);
  const replay = await replayScores(scores, { thresholds: [7, 4, 10] });
  expect(replay.thresholds.map(({ threshold, events }) => [threshold, events.length])).toEqual([
    [7, 1],
    [4, 2],
    [10, 0],
  ]);
  expect(replay.thresholds[0]!.events[0]).toEqual({
    start: 86 * 0.2,
    end: expect.closeTo(89 * 0.2, 9) as number,
    announced: expect.closeTo(88 * 0.2, 9) as number,
    peak: { time: 86 * 0.2, score: 8 },
  });
  expect(replay).toMatchObject({ frames: 130, judgedFrames: 128, largestScore: 8 });
  expect(replay.mediaSeconds).toBeCloseTo(25.8, 9);
});

test('tells the events that were told live', async () => {
  const score = tuple(double({ min: 0, max: 4, noNaN: true }), boolean());
  await assert(
    asyncProperty(array(score, { maxLength: 200 }), async (pairs) => {
      const given = pairs.map(([value, warmUp], index) => ({
        timestampUs: index * 400_000,
        score: value,
        warmUp,
      }));
      const live = createDecider({
        streamId: 'live',
        grid: { width: 2, height: 2 },
        threshold: 2,
        decision: defaultDecision,
      });
      const heatmap = new Float32Array(4).fill(1);
      const told = [
        ...given.flatMap((frame) => live.next({ ...frame, heatmap })),
        ...live.finish(),
      ];
      const ended = told.filter(({ kind }) => kind === 'event-end').map(({ event }) => event);
      const { thresholds } = await replayScores(given, { thresholds: [2] });
      expect(ended).toMatchObject(thresholds[0]!.events);
    }),
    { seed: 1, numRuns: 100 },
  );
});
