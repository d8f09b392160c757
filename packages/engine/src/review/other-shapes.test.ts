import { expect, test } from 'vitest';
import { otherShapes } from './other-shapes.ts';

const video = (path: string, width: number, height: number) => ({ path, width, height });

test('one shape in several sizes is one shape, rounded to whole blocks too', () => {
  const videos = [video('a', 1920, 1080), video('b', 640, 360), video('c', 640, 368)];
  expect(otherShapes(videos)).toEqual([]);
});

test('a video of another shape is told with both sizes', () => {
  const videos = [video('/v/wide.mp4', 640, 360), video('/v/tall.mp4', 640, 480)];
  const [warning, ...others] = otherShapes(videos);
  expect(others).toEqual([]);
  expect(warning?.code).toBe('footage-other-shape');
  expect(warning?.message).toMatch(/tall\.mp4 is 640×480 and wide\.mp4 640×360/u);
});
