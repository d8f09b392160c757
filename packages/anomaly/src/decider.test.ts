import { array, assert, boolean, double, oneof, property, record, constant } from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { AnomalyEvent } from './anomaly-event.ts';
import { createDecider, type DeciderOptions, type Verdict } from './decider.ts';
import { defaultDecision, type Decision } from './decision.ts';

const grid = { width: 2, height: 1 };
const threshold = 10;

interface TestFrame {
  readonly score: number;
  readonly warmUp: boolean;
  /** Seconds since the frame before. */
  readonly step: number;
  /** Which of the two places is hot. Default: the left. */
  readonly side?: 'right';
}

const framesFrom = (scores: readonly number[]): TestFrame[] =>
  scores.map((score) => ({ score, warmUp: false, step: 0.2 }));

/** All verdicts with the media time at which they were given. */
function verdictsOf(
  frames: readonly TestFrame[],
  decision: Partial<Decision> = {},
  places: Pick<DeciderOptions, 'mask' | 'zones'> = {},
) {
  const decider = createDecider({
    streamId: 'door',
    grid,
    threshold,
    decision: { ...defaultDecision, ...decision },
    ...places,
  });
  let timestampUs = 0;
  const told: { readonly at: number; readonly verdict: Verdict }[] = [];
  for (const { score, warmUp, step, side } of frames) {
    timestampUs += Math.round(step * 1e6);
    const heatmap = side === 'right' ? Float32Array.of(0, score) : Float32Array.of(score, 0);
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

const pauseOf = ({ coolDownSeconds, mergeSeconds }: Decision): number =>
  Math.max(coolDownSeconds, mergeSeconds);

const quiet = (count: number): number[] => Array.from({ length: count }, () => 1);

describe('createDecider', () => {
  it('tells an event once it has lasted the minimum, and ends it a cool-down after its last hot frame', () => {
    const told = verdictsOf(framesFrom([1, 12, 15, 20, 8, 1, ...quiet(30)]));
    expect(told.map(({ at, verdict }) => [verdict.kind, at])).toEqual([
      ['event-start', 0.8],
      ['event-end', 6.2],
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

  it('takes a dip below the leave level for part of the event while it is no longer than mergeSeconds', () => {
    const hot = [20, 20, 20];
    // The leave level is enough, for a single frame.
    const [merged] = eventsOf(framesFrom([...hot, ...quiet(9), 8, 1]));
    expect(merged?.end).toBeCloseTo(2.6);
    const [over] = eventsOf(framesFrom([...hot, ...quiet(10), 8, 8, 8, 8, 1]));
    expect(over?.end).toBeCloseTo(0.6);
  });

  it('joins what would be another event to the last one until the cool-down is over', () => {
    const hot = [20, 20, 20];
    const again = [30, 30, 30];
    const joined = verdictsOf(framesFrom([...hot, ...quiet(24), ...again, ...quiet(30)]));
    expect(joined.map(({ verdict }) => verdict.kind)).toEqual(['event-start', 'event-end']);
    expect(joined[1]!.verdict.event).toMatchObject({ start: 0.2, end: 6, peak: { score: 30 } });
    expect(eventsOf(framesFrom([...hot, ...quiet(25), ...again]))).toHaveLength(2);
  });

  it('while it cools down, neither goes on for less than an event nor ends before that is known', () => {
    const hot = [20, 20, 20];
    expect(eventsOf(framesFrom([...hot, ...quiet(20), 50, 50, ...quiet(30)]))).toEqual([
      expect.objectContaining({ end: 0.6, peak: { time: 0.2, score: 20 } }),
    ]);
    // Begins within the cool-down, is long enough after it.
    expect(eventsOf(framesFrom([...hot, ...quiet(24), 50, 50, 50]))).toEqual([
      expect.objectContaining({ end: 6 }),
    ]);
  });

  it('says which zones it was hot in from its start to its end, and leaves masked places out', () => {
    const zones = [
      { name: 'door', places: Uint8Array.of(0, 1) },
      { name: 'yard', places: Uint8Array.of(1, 0) },
      { name: 'roof', places: Uint8Array.of(0, 0) },
    ];
    // The heatmap is hot on the left alone.
    const frames = framesFrom([20, 20, 20, 20]);
    const [start, end] = verdictsOf(frames, {}, { zones });
    expect([start!.verdict.event.zones, end!.verdict.event.zones]).toEqual([['yard'], ['yard']]);
    const [masked] = verdictsOf(frames, {}, { zones, mask: Uint8Array.of(1, 0) });
    expect(masked!.verdict.event).toMatchObject({
      zones: ['door'],
      region: { x: 0.5, width: 0.5 },
    });
  });

  it('tells a zone that was hot at the peak or in more than one frame, and no other', () => {
    const zones = [
      { name: 'left', places: Uint8Array.of(1, 0) },
      { name: 'right', places: Uint8Array.of(0, 1) },
    ];
    const [left, ...others] = framesFrom([20, 20, 20, 20, 20]);
    const right = { ...left!, side: 'right' as const };
    const zonesOf = (...frames: TestFrame[]) =>
      verdictsOf([...others, ...frames], {}, { zones }).at(-1)!.verdict.event.zones;
    expect(zonesOf(right)).toEqual(['left']);
    expect(zonesOf({ ...right, score: 50 })).toEqual(['left', 'right']);
    expect(zonesOf(right, left!, right)).toEqual(['left', 'right']);
    // After a pause, in what joins the event.
    const pause = framesFrom(quiet(10));
    expect(zonesOf(...pause, left!, left!, left!, left!, right)).toEqual(['left']);
    expect(zonesOf(...pause, right, right, right, right)).toEqual(['left', 'right']);
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

  const anyDecision = record({
    leaveShare: double({ min: 0.3, max: 1, noNaN: true }),
    minimumSeconds: double({ min: 0, max: 2, noNaN: true }),
    mergeSeconds: double({ min: 0, max: 3, noNaN: true }),
    coolDownSeconds: double({ min: 0, max: 6, noNaN: true }),
  });
  const settings = { seed: 1, numRuns: 400 };

  it('gives events that are in order, apart by more than the cool-down, and long enough', () => {
    assert(
      property(anyFootage, anyDecision, (frames, decision) => {
        const events = eventsOf(frames, decision);
        events.forEach((event) => {
          expect(event.end - event.start).toBeGreaterThanOrEqual(decision.minimumSeconds - 1e-6);
          expect(event.peak.score).toBeGreaterThanOrEqual(threshold);
          expect(event.peak.time).toBeGreaterThanOrEqual(event.start);
          expect(event.peak.time).toBeLessThanOrEqual(event.end);
          expect(event.scores[0]!.time).toBe(event.start);
          expect(event.scores.at(-1)!.time).toBe(event.end);
          expect(Math.max(...event.scores.map(({ score }) => score))).toBeGreaterThanOrEqual(
            event.peak.score,
          );
        });
        // Merging what is closer than the cool-down once more would change nothing.
        const pauses = events.slice(1).map(({ start }, index) => start - events[index]!.end);
        for (const pause of pauses) expect(pause).toBeGreaterThan(pauseOf(decision) - 1e-6);
      }),
      settings,
    );
  });

  it('leaves out no stretch that reaches the threshold and stays above the leave level long enough', () => {
    assert(
      property(anyFootage, anyDecision, (frames, decision) => {
        const events = eventsOf(frames, decision);
        let time = 0;
        let from: number | undefined;
        for (const { score, warmUp, step } of frames) {
          time = (Math.round(time * 1e6) + Math.round(step * 1e6)) / 1e6;
          const hot = !warmUp && score >= threshold * decision.leaveShare;
          if (!hot || step > 1) from = undefined;
          if (hot && score >= threshold) from ??= time;
          if (from === undefined || time - from < decision.minimumSeconds) continue;
          const within = events.filter(({ start, end }) => start <= from! && end >= time);
          expect(within).toHaveLength(1);
        }
      }),
      settings,
    );
  });

  it('tells every start before its end, and nothing that a longer stream takes back', () => {
    assert(
      property(anyFootage, anyDecision, (frames, decision) => {
        const told = verdictsOf(frames, decision);
        expect(told.map(({ verdict }) => `${verdict.kind} ${verdict.event.id}`)).toEqual(
          eventsOf(frames, decision).flatMap(({ id }) => [`event-start ${id}`, `event-end ${id}`]),
        );
        // The last event of a part is ended by the end of the part, and may go on in the whole.
        const part = verdictsOf(frames.slice(0, frames.length / 2), decision);
        const final = part.at(-1)?.verdict.kind === 'event-end' ? part.slice(0, -1) : part;
        expect(told.slice(0, final.length)).toEqual(final);
      }),
      settings,
    );
  });
});
