import { array, assert, boolean, double, oneof, property, record, constant } from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { AnomalyEvent } from './anomaly-event.ts';
import { createDecider, type Verdict } from './decider.ts';
import { defaultDecision, type Decision } from './decision.ts';

const grid = { width: 2, height: 1 };
const threshold = 10;

interface TestFrame {
  readonly score: number;
  readonly warmUp: boolean;
  /** Seconds since the frame before. */
  readonly step: number;
}

const framesFrom = (scores: readonly number[]): TestFrame[] =>
  scores.map((score) => ({ score, warmUp: false, step: 0.2 }));

/** All verdicts with the media time at which they were given. */
function verdictsOf(frames: readonly TestFrame[], decision: Partial<Decision> = {}) {
  const decider = createDecider({
    streamId: 'door',
    grid,
    threshold,
    decision: { ...defaultDecision, ...decision },
  });
  let timestampUs = 0;
  const told: { readonly at: number; readonly verdict: Verdict }[] = [];
  for (const { score, warmUp, step } of frames) {
    timestampUs += Math.round(step * 1e6);
    const heatmap = Float32Array.of(score, 0);
    for (const verdict of decider.next({ timestampUs, score, warmUp, heatmap })) {
      told.push({ at: timestampUs / 1e6, verdict });
    }
  }
  for (const verdict of decider.finish()) told.push({ at: timestampUs / 1e6, verdict });
  return told;
}

const eventsOf = (frames: readonly TestFrame[], decision?: Partial<Decision>): AnomalyEvent[] =>
  verdictsOf(frames, decision).flatMap(({ verdict }) =>
    verdict.kind === 'event-end' ? [verdict.event] : [],
  );

const quiet = (count: number): number[] => Array.from({ length: count }, () => 1);

describe('createDecider', () => {
  it('tells an event once it has lasted the minimum, and ends it a cool-down after its last hot frame', () => {
    const told = verdictsOf(framesFrom([1, 12, 15, 20, 8, 1, ...quiet(15)]));
    expect(told.map(({ at, verdict }) => [verdict.kind, at])).toEqual([
      ['event-start', 0.8],
      ['event-end', 3.2],
    ]);
    expect(told[0]!.verdict.event).toMatchObject({
      id: 'door@400000',
      start: 0.4,
      announced: 0.8,
      peak: { time: 0.8, score: 20 },
      threshold,
      region: { x: 0, y: 0, width: 0.5, height: 1 },
    });
    expect(told[1]!.verdict.event).toMatchObject({
      id: 'door@400000',
      end: 1,
      peak: { time: 0.8, score: 20 },
      heatmap: Float32Array.of(20, 0),
      scores: [12, 15, 20, 8].map((score, index) => ({ time: (index + 2) / 5, score })),
    });
  });

  it('does not start below the threshold, and does not leave above the leave level', () => {
    expect(eventsOf(framesFrom([9.9, 9.9, 9.9, 9.9]))).toEqual([]);
    expect(eventsOf(framesFrom([10, ...Array.from({ length: 30 }, () => 7)]))).toHaveLength(1);
    expect(eventsOf(framesFrom([10, 7, 7, 6.9, 6.9]))).toEqual([
      expect.objectContaining({ end: 0.6 }),
    ]);
  });

  it('drops what does not last the minimum', () => {
    expect(eventsOf(framesFrom([1, 50, 1, 1, 50, 50, 1]))).toEqual([]);
    expect(eventsOf(framesFrom([1, 50, 1]), { minimumSeconds: 0 })).toHaveLength(1);
  });

  it('makes one event of two that are closer than the cool-down, two of those that are not', () => {
    const hot = [20, 20, 20];
    expect(eventsOf(framesFrom([...hot, ...quiet(9), ...hot]))).toHaveLength(1);
    expect(eventsOf(framesFrom([...hot, ...quiet(10), ...hot]))).toHaveLength(2);
  });

  it('ends an open event at the end of the stream', () => {
    expect(eventsOf(framesFrom([20, 20, 20, 20]))).toEqual([expect.objectContaining({ end: 0.8 })]);
  });

  it('ends an open event where the time jumps back', () => {
    const jump = { score: 20, warmUp: false, step: -0.5 };
    const told = verdictsOf([...framesFrom([20, 20, 20, 20]), jump]);
    expect(told.map(({ verdict }) => verdict.kind)).toEqual(['event-start', 'event-end']);
  });

  it('never alarms on warm-up', () => {
    const warmUp = framesFrom([50, 50, 50, 50]).map((frame) => ({ ...frame, warmUp: true }));
    expect(verdictsOf([...warmUp, ...framesFrom([1, 1])])).toEqual([]);
  });

  const anyFrame = record({
    score: oneof(double({ min: -5, max: 40, noNaN: true }), constant(20), constant(1)),
    warmUp: oneof({ weight: 9, arbitrary: constant(false) }, { weight: 1, arbitrary: boolean() }),
    step: oneof(
      { weight: 9, arbitrary: constant(0.2) },
      { weight: 1, arbitrary: double({ min: 0, max: 5, noNaN: true }) },
    ),
  });
  const anyFootage = array(anyFrame, { maxLength: 200, size: 'max' });

  it('gives events that are in order, apart by more than the cool-down, and long enough', () => {
    assert(
      property(anyFootage, (frames) => {
        const events = eventsOf(frames);
        events.forEach((event) => {
          expect(event.end - event.start).toBeGreaterThanOrEqual(
            defaultDecision.minimumSeconds - 1e-9,
          );
          expect(event.peak.score).toBeGreaterThanOrEqual(threshold);
          expect(event.peak.time).toBeGreaterThanOrEqual(event.start);
          expect(event.peak.time).toBeLessThanOrEqual(event.end);
        });
        const pauses = events.slice(1).map(({ start }, index) => start - events[index]!.end);
        for (const pause of pauses) {
          expect(pause).toBeGreaterThan(defaultDecision.coolDownSeconds - 1e-9);
        }
      }),
      { seed: 1, numRuns: 300 },
    );
  });

  it('tells every start before its end, and nothing that a longer stream takes back', () => {
    assert(
      property(anyFootage, (frames) => {
        const told = verdictsOf(frames).map(({ verdict }) => `${verdict.kind} ${verdict.event.id}`);
        const expected = eventsOf(frames).flatMap(({ id }) => [
          `event-start ${id}`,
          `event-end ${id}`,
        ]);
        expect(told).toEqual(expected);
        const half = frames.slice(0, frames.length / 2);
        const starts = (all: readonly TestFrame[]) =>
          verdictsOf(all).flatMap(({ at, verdict }) =>
            verdict.kind === 'event-start' ? [at] : [],
          );
        expect(starts(frames).slice(0, starts(half).length)).toEqual(starts(half));
      }),
      { seed: 1, numRuns: 300 },
    );
  });
});
