import { expect, test } from 'vitest';
import { marksOf } from '../continue-learning-marks.ts';
import type { Mark, Version } from './home-index.ts';
import { versionChain } from './version-chain.ts';

const version = (number: number, more: Partial<Version> = {}): Version => ({
  number,
  made: '2026-01-01T00:00:00.000Z',
  origin: 'feedback',
  sha256: 'a'.repeat(64),
  bytes: 1,
  footage: [],
  marks: [],
  ...more,
});
const mark = (id: number): Mark => ({
  id,
  marked: '2026-01-01T00:00:00.000Z',
  event: `room@${id}`,
  video: 'room.mp4',
  start: 1,
  end: 2,
  peakScore: 5,
  clip: `000${id}.mp4`,
  clipStart: 1,
});
const marks = [1, 2, 3].map(mark);
const idsOf = (versions: readonly Version[], current: Version) =>
  marksOf({ versions, current, marks }).map(({ id }) => id);

const learned = version(1, { origin: 'learned' });
const first = version(2, { from: 1, marks: [1] });
const second = version(3, { from: 2, marks: [2, 3] });
const forgotten = version(4, { from: 3, marks: [2], origin: 'forgotten' });
const all = [learned, first, second, forgotten];

test('marks count for the version that they came with and for all made from it', () => {
  expect(idsOf(all, learned)).toEqual([]);
  expect(idsOf(all, first)).toEqual([1]);
  expect(idsOf(all, second)).toEqual([1, 2, 3]);
});

test('a forgotten mark counts no longer, until one goes back', () => {
  expect(idsOf(all, forgotten)).toEqual([1, 3]);
  expect(idsOf(all, second)).toEqual([1, 2, 3]);
});

test('a model that was learned anew begins a chain of its own', () => {
  const anew = version(5, { origin: 'learned' });
  expect(versionChain({ versions: [...all, anew], current: anew })).toEqual([anew]);
});

test('a version that says it was made from a later one ends the chain', () => {
  const odd = version(2, { from: 2 });
  expect(versionChain({ versions: [odd], current: odd })).toEqual([odd]);
});
