import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { InputError } from '@presage/core';
import { openModel, type Model } from '@presage/model';
import { lastValueFrom, take, toArray } from 'rxjs';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { makeCameraClip } from '../test/camera-clip.ts';
import { writeTestModel } from '../test/write-test-model.ts';
import { scoreVideo } from './score-video.ts';

let folder: string;
let model: Model;
const clip = (name: string) => join(folder, name);

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'presage-engine-'));
  await makeCameraClip({ output: clip('normal.mp4'), seconds: 60 });
  await makeCameraClip({ output: clip('block.mp4'), seconds: 12, block: [6, 8] });
  await makeCameraClip({ output: clip('short.mp4'), seconds: 0.8 });
  await writeTestModel(clip('model.onnx'), clip('normal.mp4'));
  model = await openModel(clip('model.onnx'));
});
afterAll(async () => {
  await model?.[Symbol.asyncDispose]();
  await rm(folder, { recursive: true, force: true });
});

test('tells its start, a score for every frame, the event, and its end', async () => {
  const told = await lastValueFrom(
    scoreVideo({ source: clip('block.mp4'), model }).pipe(toArray()),
  );
  expect(told[0]).toMatchObject({ kind: 'started', endSeconds: 12, video: { width: 96 } });
  expect(told.filter(({ kind }) => kind === 'score')).toHaveLength(60);
  const events = told.filter((each) => each.kind === 'event-end').map(({ event }) => event);
  expect(events).toHaveLength(1);
  expect(events[0]?.start).toBeCloseTo(6, 0);
  // The block stands at 0.625; the place beside it sees it, too.
  expect(events[0]?.region.x).toBeGreaterThanOrEqual(0.5);
  expect(told.at(-1)).toMatchObject({
    kind: 'done',
    summary: {
      judgedFrames: 55,
      ledger: { captured: 60, processed: 60, inFlight: 0 },
      mediaSeconds: 12,
      device: { device: 'cpu' },
      warnings: [],
    },
  });
});

test('scores a part of a file by the file’s own time', async () => {
  const told = await lastValueFrom(
    scoreVideo({ source: clip('block.mp4'), model, startSeconds: 4, durationSeconds: 3 }).pipe(
      toArray(),
    ),
  );
  const times = told.flatMap((each) => (each.kind === 'score' ? [each.timestampUs / 1e6] : []));
  expect(told[0]).toMatchObject({ endSeconds: 7 });
  expect(times[0]).toBeCloseTo(4, 1);
  expect(times).toHaveLength(15);
});

test('two subscriptions at once give the same', async () => {
  const scoring = scoreVideo({ source: clip('block.mp4'), model }).pipe(toArray());
  const scores = (await Promise.all([lastValueFrom(scoring), lastValueFrom(scoring)])).map((told) =>
    told.flatMap((each) => (each.kind === 'score' ? [each.score] : [])),
  );
  expect(scores[0]).toEqual(scores[1]);
});

test('a video shorter than the warm-up is refused in words', async () => {
  const scoring = lastValueFrom(scoreVideo({ source: clip('short.mp4'), model }));
  await expect(scoring).rejects.toThrow(InputError);
  await expect(scoring).rejects.toMatchObject({
    code: 'video-too-short',
    fields: { warmUpFrames: 5 },
  });
});

test('a file that is not there errors', async () => {
  await expect(lastValueFrom(scoreVideo({ source: clip('none.mp4'), model }))).rejects.toThrow(
    InputError,
  );
});

test('an abort midway errors with its reason, and the model can be used again', async () => {
  const controller = new AbortController();
  const reason = new Error('enough');
  const scoring = scoreVideo({ source: clip('block.mp4'), model, signal: controller.signal });
  const ended = new Promise((_, reject) => {
    scoring.subscribe({
      next: (told) => told.kind === 'score' && controller.abort(reason),
      error: reject,
    });
  });
  await expect(ended).rejects.toBe(reason);
  const again = await lastValueFrom(scoreVideo({ source: clip('block.mp4'), model }));
  expect(again.kind).toBe('done');
});

test('unsubscribing midway ends it without a word', async () => {
  const scoring = scoreVideo({ source: clip('block.mp4'), model });
  const first = await lastValueFrom(scoring.pipe(take(3), toArray()));
  expect(first.map(({ kind }) => kind)).toEqual(['started', 'score', 'score']);
});
