import { expect, test } from 'vitest';
import { seededRandom } from '../../test/seeded-random.ts';
import { acceptedSchema, type AcceptedEvent, type AcceptedLooks } from './accepted.ts';
import { createAcceptance } from './acceptance.ts';
import { countLooks } from './count-looks.ts';
import { looksOfEvent, type EventFrame } from './looks-of-event.ts';

const grid = { width: 8, height: 6 };
const places = grid.width * grid.height;
const channels = 4;
const hot = 5;

/** What is seen at one place: a direction in feature space. */
interface Thing {
  readonly place: number;
  readonly looks: readonly number[];
}

/** A frame of noise with things in it; each place that shows one is hot. */
function frame(things: readonly Thing[], seed: number, noise = 0.1): EventFrame {
  const random = seededRandom(seed);
  const features = new Float32Array(channels * places).map(() => noise * (random() - 0.5));
  const errors = new Float32Array(places).fill(0.001);
  const heatmap = new Float32Array(places);
  for (const { place, looks } of things) {
    for (const [channel, value] of looks.entries()) features[channel * places + place]! += value;
    errors[place] = 0.1;
    heatmap[place] = hot;
  }
  const observation = { errors, features, timestampUs: 0, warmUp: false, discontinuous: false };
  return { observation, heatmap, inEvent: true };
}

const van = [1, -1, 0.5, 0];
const dog = [-1, 1, 0.5, 1];
const event = (looks: AcceptedLooks): AcceptedEvent => ({
  id: 1,
  marked: '2026-01-01T00:00:00.000Z',
  video: 'room.mp4',
  start: 1,
  end: 2,
  peakScore: 9,
  looks,
});
/** A van at place 20, shown some times. */
const vanRuns = [1, 2, 3, 4, 5, 6, 7, 8].map((run) =>
  [0, 1, 2, 3, 4, 5].map((index) => frame([{ place: 20, looks: van }], 10 * run + index)),
);
const vanLooks = looksOfEvent(vanRuns, grid)!;

function heatAfter(shown: EventFrame, looks: AcceptedLooks = vanLooks): readonly number[] {
  const heatmap = Float32Array.from(shown.heatmap);
  createAcceptance([event(looks)], grid)!(shown.observation, heatmap);
  return Array.from(heatmap);
}

test('what was accepted is no longer hot when it comes again', () => {
  const seeds = Array.from({ length: 500 }, (_, index) => 1000 + index);
  const hotAgain = seeds.filter(
    (seed) => Math.max(...heatAfter(frame([{ place: 20, looks: van }], seed))) > 0,
  );
  // 99 % of new showings are to be known again.
  expect(hotAgain.length).toBeLessThan(15);
});

test.for([
  { what: 'beside it', place: 21, left: 0 },
  { what: 'below it', place: 28, left: 0 },
  { what: 'two places on', place: 22, left: hot },
  { what: 'somewhere else', place: 43, left: hot },
])('the same $what', ({ place, left }) => {
  expect(heatAfter(frame([{ place, looks: van }], 77))[place]).toBe(left);
});

test('something else at the same place stays hot, also beside what was accepted', () => {
  expect(heatAfter(frame([{ place: 20, looks: dog }], 5))[20]).toBe(hot);
  const both = frame(
    [
      { place: 20, looks: van },
      { place: 45, looks: dog },
    ],
    6,
  );
  const heat = heatAfter(both);
  expect([heat[20], heat[45]]).toEqual([0, hot]);
});

test('a place that is not hot keeps its score', () => {
  const shown = frame([{ place: 20, looks: van }], 9);
  const heatmap = Float32Array.from(shown.heatmap, () => -0.5);
  createAcceptance([event(vanLooks)], grid)!(shown.observation, heatmap);
  expect(new Set(heatmap)).toEqual(new Set([-0.5]));
});

test('looks are plain JSON that keeps what they say', () => {
  const stored: unknown = JSON.parse(JSON.stringify([event(vanLooks)]));
  const [read] = acceptedSchema.parse(stored);
  expect(heatAfter(frame([{ place: 20, looks: van }], 31), read!.looks)[20]).toBe(0);
});

test('frames outside of the event, and those of the warm-up, teach nothing', () => {
  const outside = vanRuns.map((run) => run.map((each) => ({ ...each, inEvent: false })));
  expect(looksOfEvent(outside, grid)).toBeUndefined();
  const warming = vanRuns.map((run) =>
    run.map((each) => ({ ...each, observation: { ...each.observation, warmUp: true } })),
  );
  expect(looksOfEvent(warming, grid)).toBeUndefined();
});

test('however long an event, what is kept of it is bounded', () => {
  const random = seededRandom(3);
  const looks = () => Array.from({ length: channels }, () => 6 * (random() - 0.5));
  const many = [0, 1].map((run) =>
    Array.from({ length: 60 }, (_, index) =>
      frame(
        Array.from({ length: places }, (__, place) => ({ place, looks: looks() })),
        1000 * run + index,
      ),
    ),
  );
  expect(countLooks([event(looksOfEvent(many, grid)!)])).toBeLessThanOrEqual(4096);
});

/** The same of a model without features. */
function without(shown: EventFrame): EventFrame {
  const { errors, timestampUs, warmUp, discontinuous } = shown.observation;
  return { ...shown, observation: { errors, timestampUs, warmUp, discontinuous } };
}

test('without features the errors are expected as large as they were, there and beside', () => {
  const looks = looksOfEvent(
    vanRuns.map((run) => run.map(without)),
    grid,
  )!;
  expect(looks.kind).toBe('errors');
  const again = without(frame([{ place: 21, looks: van }], 8));
  expect(heatAfter(again, looks)[21]).toBe(0);
  const errors = Float32Array.from(again.observation.errors, (error) => 2 * error);
  const larger = { ...again, observation: { ...again.observation, errors } };
  expect(heatAfter(larger, looks)[21]).toBe(hot);
  const elsewhere = without(frame([{ place: 43, looks: van }], 8));
  expect(heatAfter(elsewhere, looks)[43]).toBe(hot);
});

test('a model whose features are of another number of channels knows nothing again', () => {
  const shown = frame([{ place: 20, looks: van }], 12);
  const features = new Float32Array(2 * places);
  const other = { ...shown, observation: { ...shown.observation, features } };
  expect(heatAfter(other)[20]).toBe(hot);
});

test('where nothing was accepted nothing is done', () => {
  expect(createAcceptance(undefined, grid)).toBeUndefined();
  expect(createAcceptance([], grid)).toBeUndefined();
});
