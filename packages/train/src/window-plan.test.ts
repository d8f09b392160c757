import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { planWindows, windowsPerRound, type WindowPlanOptions } from './window-plan.ts';

const plan: WindowPlanOptions = {
  spans: [{ start: 0, length: 100 }],
  batchSize: 2,
  windowFrames: 9,
  stride: 8,
  seed: 1,
};

const plans: fc.Arbitrary<WindowPlanOptions> = fc
  .record({
    lengths: fc.array(fc.integer({ min: 1, max: 40 }), { minLength: 1, maxLength: 4 }),
    batchSize: fc.integer({ min: 1, max: 4 }),
    stride: fc.integer({ min: 1, max: 6 }),
    extra: fc.constantFrom(0, 1),
    seed: fc.integer(),
  })
  .map(({ lengths, batchSize, stride, extra, seed }) => {
    let end = 0;
    const spans = lengths.map((length) => {
      const start = end + 3;
      end = start + length;
      return { start, length };
    });
    return { spans, batchSize, windowFrames: stride + extra, stride, seed };
  })
  .filter(({ spans, windowFrames }) => spans.some(({ length }) => length >= windowFrames));

/** The span a frame lies in. */
const spanAt = ({ spans }: WindowPlanOptions, frame: number) =>
  spans.find(({ start, length }) => frame >= start && frame < start + length);

describe('for any footage', () => {
  test('every window lies inside one span', () => {
    fc.assert(
      fc.property(plans, fc.nat(60), (options, step) => {
        const windows = planWindows(options, step);
        expect(windows).toHaveLength(options.batchSize);
        for (const { frame } of windows) {
          const span = spanAt(options, frame)!;
          expect(frame + options.windowFrames).toBeLessThanOrEqual(span.start + span.length);
        }
      }),
    );
  });

  test('a window is reset, or follows the last one of its sequence', () => {
    fc.assert(
      fc.property(plans, fc.nat(60), (options, step) => {
        const before = planWindows(options, step);
        planWindows(options, step + 1).forEach(({ frame, reset }, sequence) => {
          const followed = before[sequence]!.frame + options.stride;
          const span = spanAt(options, before[sequence]!.frame)!;
          const fits = followed + options.windowFrames <= span.start + span.length;
          const roundEnds = (step + 1) % windowsPerRound === 0;
          expect(reset).toBe(roundEnds || !fits);
          expect(reset || frame === followed).toBe(true);
        });
      }),
    );
  });

  test('the plan depends on nothing but the options and the step', () => {
    fc.assert(
      fc.property(plans, fc.nat(60), fc.nat(60), (options, step, other) => {
        const first = planWindows(options, step);
        planWindows(options, other);
        expect(planWindows(structuredClone(options), step)).toEqual(first);
      }),
    );
  });
});

test('every sequence is reset at the start of a round', () => {
  for (const round of [0, 1, 5]) {
    expect(planWindows(plan, round * windowsPerRound).every(({ reset }) => reset)).toBe(true);
  }
});

const at = (seed: number, step: number): number[] =>
  planWindows({ ...plan, batchSize: 6, seed }, step).map(({ frame }) => frame);

test('sequences, rounds and seeds read at different places', () => {
  const starts = [at(1, 0), at(1, windowsPerRound), at(2, 0)];
  for (const frames of starts) expect(new Set(frames).size).toBeGreaterThan(3);
  expect(new Set(starts.map(String)).size).toBe(3);
});

test('every possible place is read', () => {
  const spans = [
    { start: 0, length: 9 },
    { start: 20, length: 11 },
    { start: 40, length: 8 },
  ];
  const seen = new Set<number>();
  for (let round = 0; round < 40; round += 1) {
    for (const { frame } of planWindows({ ...plan, spans }, round * windowsPerRound))
      seen.add(frame);
  }
  expect([...seen].toSorted((a, b) => a - b)).toEqual([0, 20, 21, 22]);
});

test('footage whose spans are all shorter than a window is refused', () => {
  const spans = [
    { start: 0, length: 8 },
    { start: 8, length: 8 },
  ];
  expect(() => planWindows({ ...plan, spans }, 0)).toThrow(
    new RangeError('no 9 frames follow one another in the footage'),
  );
  expect(() => planWindows({ ...plan, spans: [] }, 0)).toThrow(RangeError);
});
