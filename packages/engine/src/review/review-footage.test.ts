import { expect, test } from 'vitest';
import { reviewFootage } from './review-footage.ts';
import { box, streetFootage, streetNeeds, timelineOf, type Drawing } from './street.fixture.ts';

const review = (draw?: Drawing, frames = 300) => {
  const footage = streetFootage(frames, draw);
  return reviewFootage({ footage, timeline: timelineOf(footage), needs: streetNeeds });
};
const during =
  (from: number, to: number, draw: Drawing): Drawing =>
  (picture, frame) => {
    if (frame >= from && frame < to) draw(picture, frame);
  };

test('where the same happens again and again, nothing stands out', async () => {
  const { moments, reviewed, otherScenes } = await review();
  expect(reviewed).toBe(true);
  expect(moments.filter(({ standsOut }) => standsOut)).toEqual([]);
  expect(otherScenes).toEqual([]);
});

test('something that came once is first, with when and where', async () => {
  const runner = during(150, 165, (picture, frame) => {
    for (const dx of [0, 8, 16])
      box(picture, { x: (frame - 150) * 3 + dx, y: 2, grey: dx === 8 ? 250 : 0 });
  });
  const { moments } = await review(runner);
  const [first] = moments;
  expect(first).toMatchObject({ video: 'street.mp4', standsOut: true });
  expect(first!.peak).toBeGreaterThanOrEqual(29);
  expect(first!.peak).toBeLessThanOrEqual(34);
  expect(first!.region.y).toBeLessThan(0.35);
  expect(moments.slice(1).filter(({ standsOut }) => standsOut)).toEqual([]);
});

test('a camera that was knocked is the whole picture’s', async () => {
  const knocked = during(200, 206, (picture) => picture.copyWithin(0, 6 * 64 + 9));
  const [first] = (await review(knocked)).moments;
  expect(first).toMatchObject({ standsOut: true });
  expect(first!.peak).toBeGreaterThanOrEqual(39);
  expect(first!.peak).toBeLessThanOrEqual(42);
  expect(first!.region.width * first!.region.height).toBeGreaterThan(0.4);
});

test('light that changes everywhere is nobody', async () => {
  const cloud = during(100, 160, (picture) =>
    picture.forEach((value, at) => (picture[at] = value - 25)),
  );
  const { moments } = await review(cloud);
  expect(moments.filter(({ standsOut }) => standsOut)).toEqual([]);
});

test('footage too short to hold a moment against the rest says so', async () => {
  expect(await review(undefined, 60)).toMatchObject({ reviewed: false, moments: [], seconds: 12 });
});

test('an abort rejects with its reason', async () => {
  const footage = streetFootage(200);
  const signal = AbortSignal.abort(new TypeError('enough'));
  const options = { footage, timeline: timelineOf(footage), needs: streetNeeds, signal };
  await expect(reviewFootage(options)).rejects.toThrow('enough');
});
