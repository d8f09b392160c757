import { expect, test } from 'vitest';
import { alteredTime } from './altered-time.ts';
import { pasted } from './pasted.ts';
import { clipFrames, type Pictures } from './pseudo-clip.ts';
import { pseudoClips } from './pseudo-clips.ts';

const [width, height] = [40, 32];
const grey = (value: number) => new Uint8Array(width * height).fill(value);
const when = { from: 8, to: 12 };

/** A light square that goes to the right over a dark ground. */
const footage: Pictures = Array.from({ length: 90 }, (_, frame) => {
  const picture = grey(20);
  for (let y = 10; y < 20; y += 1) {
    for (let x = 0; x < 8; x += 1) picture[y * width + ((frame + x) % width)] = 200;
  }
  return picture;
});

/** Frames whose number is their grey. */
const numbered: Pictures = Array.from({ length: 90 }, (_, frame) => grey(frame));
const numbersOf = (pictures: Pictures) => pictures.map((picture) => picture[0]);

test('fast footage leaves frames out while it lasts, and says so', () => {
  const clip = alteredTime(numbered, 10, { fault: 'fast', when })!;
  expect(numbersOf(clip.pictures).slice(6, 14)).toEqual([16, 17, 19, 21, 23, 25, 26, 27]);
  expect(clip.abnormal.map((one, index) => (one ? index : -1)).filter((at) => at >= 0)).toEqual([
    8, 9, 10, 11,
  ]);
});

test('reversed footage runs back from where it was', () => {
  const clip = alteredTime(numbered, 10, { fault: 'reverse', when })!;
  expect(numbersOf(clip.pictures).slice(6, 14)).toEqual([16, 17, 16, 15, 14, 13, 14, 15]);
});

test('there is no clip where the footage does not reach', () => {
  expect(alteredTime(numbered, 60, { fault: 'faster', when: { from: 8, to: 20 } })).toBeUndefined();
});

const path = (frame: number) => ({ x: 36 + 4 * frame, y: 16 });

test('what is pasted is drawn on copies, and only frames that show it are abnormal', () => {
  const what = {
    width: 4,
    height: 4,
    pixels: new Uint8Array(16).fill(250),
    mask: new Uint8Array(16).fill(1),
  };
  const stretch = footage.slice(0, clipFrames.length);
  const before = stretch.map((picture) => picture.slice());
  const clip = pasted(stretch, { kind: 'box', width, what, scale: 1, path, when });
  expect(stretch).toEqual(before);
  expect(clip.abnormal.slice(7, 13)).toEqual([false, true, true, false, false, false]);
  expect(clip.pictures[8]).not.toEqual(stretch[8]);
  expect(clip.pictures[12]).toBe(stretch[12]);
});

test('footage gives clips of every kind, the same for the same seed, and untouched ones', () => {
  const clips = pseudoClips(footage, { width, height, seed: 3 });
  expect(new Set(clips.map(({ kind }) => kind)).size).toBe(12);
  expect(pseudoClips(footage, { width, height, seed: 3 })).toEqual(clips);
  for (const { kind, abnormal, pictures } of clips) {
    expect(pictures).toHaveLength(clipFrames.length);
    expect(abnormal.slice(0, clipFrames.leadIn)).not.toContain(true);
    expect(abnormal.includes(true)).toBe(kind !== 'normal');
  }
});
