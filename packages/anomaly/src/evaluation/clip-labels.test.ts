import { readFileSync } from 'node:fs';
import { InputError } from '@presage/core';
import { expect, it, test } from 'vitest';
import { parseLabels } from './clip-labels.ts';

const clip = (more: object) => ({
  door: { frames: 100, abnormal_1based_inclusive: [[11, 20]], ...more },
});
const tracks = (...regions: object[]) => clip({ tracks: [{ name: 'van', regions }] });
const box = (frame: number, ...corners: number[]) => ({ frame, box: corners });

it('reads frames and ranges, in order', () => {
  const labels = parseLabels({
    17: {
      frames: 426,
      abnormal_1based_inclusive: [
        [99, 426],
        [1, 56],
      ],
    },
    empty: { frames: 10, abnormal_1based_inclusive: [] },
  });
  expect([...labels]).toEqual([
    [
      '17',
      {
        frames: 426,
        abnormal: [
          { first: 1, last: 56 },
          { first: 99, last: 426 },
        ],
      },
    ],
    ['empty', { frames: 10, abnormal: [] }],
  ]);
});

it('reads boxes and polygons in fractions or in pixels', () => {
  const van = parseLabels(tracks(box(11, 0.25, 0.5, 0.25, 0.5))).get('door')?.tracks?.[0];
  expect(van).toEqual({
    name: 'van',
    regions: [
      {
        frame: 11,
        polygon: [
          [0.25, 0.5],
          [0.5, 0.5],
          [0.5, 1],
          [0.25, 1],
        ],
      },
    ],
  });
  const polygon = [
    [0, 0],
    [320, 0],
    [0, 180],
  ];
  const pixels = { size: [640, 360], tracks: [{ regions: [{ frame: 20, polygon }] }] };
  const [track] = parseLabels(clip(pixels)).get('door')?.tracks ?? [];
  expect(track?.name).toBe('track 1');
  expect(track?.regions[0]?.polygon).toEqual([
    [0, 0],
    [0.5, 0],
    [0, 0.5],
  ]);
});

it('reads the examples of the page about it', () => {
  const page = readFileSync(new URL('../../../../docs/evaluate.md', import.meta.url), 'utf8');
  const examples = Array.from(page.matchAll(/^ {4}\{\n(?: {4}.*\n)+? {4}\}$/gmu), ([text]) =>
    parseLabels(JSON.parse(text)),
  );
  expect(examples.map((labels) => [...labels.keys()])).toEqual([['17', 'quiet'], ['17']]);
  expect(examples[1]?.get('17')?.tracks?.[0]?.regions).toHaveLength(2);
});

test.for([
  { what: 'no object', given: [1, 2], says: 'These are no labels' },
  { what: 'an unknown field', given: clip({ track: [] }), says: '"track"' },
  { what: 'half frames', given: clip({ frames: 10.5 }), says: 'frames' },
  {
    what: 'a reversed range',
    given: clip({ abnormal_1based_inclusive: [[20, 11]] }),
    says: 'Labels of door: a range must end at or after its first frame, and [20, 11] is reversed',
  },
  {
    what: 'a range before the first frame',
    given: clip({ abnormal_1based_inclusive: [[0, 11]] }),
    says: 'within frames 1 to 100 of the clip, and [0, 11] does not',
  },
  {
    what: 'a range after the last frame',
    given: clip({ abnormal_1based_inclusive: [[90, 101]] }),
    says: '[90, 101] does not',
  },
  {
    what: 'ranges that share a frame',
    given: clip({
      abnormal_1based_inclusive: [
        [30, 40],
        [11, 30],
      ],
    }),
    says: 'must not overlap, and [11, 30] and [30, 40] do',
  },
  {
    what: 'a region outside the picture',
    given: tracks(box(11, 0.9, 0, 0.2, 0.2)),
    says: 'Labels of door, van, frame 11: Corners are fractions',
  },
  {
    what: 'pixels without a size',
    given: tracks(box(11, 200, 80, 40, 40)),
    says: 'Or say "size": [width, height] of the clip',
  },
  {
    what: 'a region without an area',
    given: tracks(box(11, 0.1, 0.1, 0, 0.2)),
    says: 'van, frame 11',
  },
  {
    what: 'two regions of a track in a frame',
    given: tracks(box(11, 0, 0, 0.1, 0.1), box(11, 0, 0, 0.2, 0.2)),
    says: 'a track has one region a frame',
  },
  {
    what: 'a region in a normal frame',
    given: tracks(box(21, 0, 0, 0.1, 0.1)),
    says: 'frame 21: the frame lies in no abnormal range',
  },
])('refuses $what', ({ given, says }) => {
  expect(() => parseLabels(given)).toThrow(InputError);
  expect(() => parseLabels(given)).toThrow(says);
});
