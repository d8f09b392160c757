import { expect, test } from 'vitest';
import { heatStream } from './heat-frames.ts';

const grid = { width: 1, height: 1 };
const at = (seconds: number, heat: number) => ({
  timestampUs: seconds * 1e6,
  score: heat,
  threshold: 20,
  warmUp: false,
  heatmap: [heat],
});

async function shown(points: ReturnType<typeof at>[], startSeconds: number, endSeconds: number) {
  const stream = heatStream(points, { grid, frameRate: 5, startSeconds, endSeconds })!;
  const opacities: number[] = [];
  for await (const pixels of stream.frames()) opacities.push(pixels[3]!);
  return { offset: stream.offsetSeconds, hot: opacities.map((opacity) => opacity > 0) };
}

test('one picture for each interval, hot where its point is', async () => {
  const { offset, hot } = await shown([at(0, 1), at(0.2, 300), at(0.4, 1)], 0, 0.6);
  expect(offset).toBe(0);
  expect(hot).toEqual([false, true, false]);
});

test('holds over one missing interval, not over two', async () => {
  const { hot } = await shown([at(0, 300), at(0.8, 1)], 0, 1);
  expect(hot).toEqual([true, true, false, false, false]);
});

test('shows nothing during warm-up, and is absent where that is all there is', async () => {
  const cold = { ...at(0, 300), warmUp: true };
  const { hot } = await shown([cold, { ...cold, timestampUs: 0.2e6 }, at(0.4, 300)], 0, 0.6);
  expect(hot).toEqual([false, false, true]);
  const options = { grid, frameRate: 5, startSeconds: 0, endSeconds: 1 };
  expect(heatStream([cold], options)).toBeUndefined();
});

test('begins with the interval that the clip begins in', async () => {
  const { offset, hot } = await shown([at(1.04, 300), at(1.2, 1)], 1.04, 1.4);
  expect(offset).toBeCloseTo(-0.04);
  expect(hot).toEqual([true, false]);
});

test('is absent without heatmaps', () => {
  const options = { frameRate: 5, startSeconds: 0, endSeconds: 1 };
  expect(heatStream([at(0, 1)], { ...options, grid: undefined })).toBeUndefined();
  expect(heatStream([], { ...options, grid })).toBeUndefined();
});
