import { expect, it } from 'vitest';
import {
  createMeanPicture,
  distanceTo,
  distanceToPast,
  frameDifference,
} from './evaluate-baselines.ts';

const pictures = [
  [0, 10],
  [2, 10],
  [4, 40],
].map((pixels) => Uint8Array.from(pixels));

it('the difference is that from the picture before', () => {
  const difference = frameDifference();
  expect(pictures.map((each) => difference(each))).toEqual([0, 1, 16]);
});

it('the distance from the past knows nothing of what comes', () => {
  // Means before the second and the third: [0, 10] and [1, 10].
  const distance = distanceToPast();
  expect(pictures.map((each) => distance(each))).toEqual([0, 1, 16.5]);
});

it('the distance from a mean picture is that from all its pictures’ mean', () => {
  const normal = createMeanPicture();
  expect(normal.mean()).toBeUndefined();
  for (const picture of pictures) normal.add(picture);
  expect(Array.from(normal.mean() ?? [])).toEqual([2, 20]);
  const distance = distanceTo(normal.mean()!);
  expect(pictures.map((each) => distance(each))).toEqual([6, 5, 11]);
});

it('a picture whose bytes are taken away afterwards is remembered', () => {
  const difference = frameDifference();
  const given = Uint8Array.of(5, 5);
  difference(given);
  given.fill(0);
  expect(difference(Uint8Array.of(5, 6))).toBe(0.5);
});
