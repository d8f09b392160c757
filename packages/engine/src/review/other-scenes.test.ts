import { Footage } from '@presage/train';
import { expect, test } from 'vitest';
import { scenesUnlike } from './other-scenes.ts';
import { streetFootage, streetNeeds } from './street.fixture.ts';

const { width, height } = streetNeeds;

/** The street for 60 frames, then 30 frames of something made of it. */
function twoVideos(change: (bytes: Uint8Array<ArrayBuffer>) => Uint8Array<ArrayBuffer>) {
  const street = streetFootage(90);
  const footage = new Footage(street.frameBytes);
  for (let frame = 0; frame < 90; frame += 1) {
    const bytes = street.frame(frame);
    footage.append({ bytes: frame < 60 ? bytes : change(bytes) });
  }
  const timeline = [
    { path: 'monday.mp4', first: 0, seconds: Array<number>(60).fill(0) },
    { path: 'tuesday.mp4', first: 60, seconds: Array<number>(30).fill(0) },
  ];
  return scenesUnlike(footage, { spans: footage.spans, timeline, needs: streetNeeds });
}

const turned = (bytes: Uint8Array<ArrayBuffer>) =>
  bytes.map((_, at) => bytes[(at * 5 + Math.floor(at / width) * 7) % (width * height)]!);

test('the same scene in another light is the same', () => {
  expect(twoVideos((bytes) => bytes.map((value) => 0.6 * value + 20))).toEqual([]);
});

test('another scene is told, with the one it is unlike', () => {
  expect(twoVideos(turned)).toMatchObject([{ video: 'tuesday.mp4', unlike: 'monday.mp4' }]);
});

test('a picture without edges is held against none', () => {
  expect(twoVideos((bytes) => bytes.map(() => 90))).toEqual([]);
});
