import { InputError, silentLogger, systemClock, type Frame, type FrameFate } from '@presage/core';
import type { Model } from '@presage/model';
import {
  firstValueFrom,
  from,
  NEVER,
  Subject,
  take,
  throwError,
  concat,
  toArray,
  type Observable,
} from 'rxjs';
import { describe, expect, expectTypeOf, it } from 'vitest';
import { fakeFrame, fakeModel, type FakeModelOptions } from '../test/fake-model.ts';
import { anomalies, type AnomaliesOptions } from './anomalies.ts';
import type { AnomalyResult } from './anomaly-result.ts';
import { calibrate } from './calibrate.ts';
import { finishedEvents } from './finished-events.ts';
import type { StreamingModel } from './streaming-model.ts';

const context = {
  streamId: 'door',
  logger: silentLogger,
  clock: systemClock,
  signal: new AbortController().signal,
};
const calibration = calibrate(
  Array.from({ length: 100 }, (_, index) => ({
    errors: new Float32Array(16).fill(index % 5),
    timestampUs: index * 200_000,
    warmUp: false,
    discontinuous: index === 0,
  })),
  { grid: { width: 4, height: 4 }, frameRate: 5 },
);

function watching(model: FakeModelOptions = {}, options: Partial<AnomaliesOptions> = {}) {
  const fake = fakeModel({ calibration, ...model });
  const plugin = anomalies({ model: fake, ...options });
  return { fake, plugin, operator: plugin.attach(context) };
}

const frames = (levels: readonly number[], fates?: FrameFate[]): Frame[] =>
  levels.map((level, sequence) => fakeFrame(sequence, level, fates));
const collect = (results: Observable<AnomalyResult>) => firstValueFrom(results.pipe(toArray()));
const kinds = (results: readonly AnomalyResult[]) => results.map(({ kind }) => kind);
/** What twenty seconds can nearly vouch for. */
const often = { falseAlarmsPerDay: 5000 };
const levels = [2, 3, 2, 1000, 1000, 1000, 1000, 2];

const wished = (model: FakeModelOptions, options: Partial<AnomaliesOptions>) =>
  watching(model, options).plugin.threshold.wishedFalseAlarmsPerDay;

describe('anomalies', () => {
  it('refuses a model that takes arrays, and says what to give instead', () => {
    const model: StreamingModel = { ...fakeModel({ calibration }), description: {} };
    expect(() => anomalies({ model })).toThrow(
      expect.objectContaining({
        code: 'model-takes-arrays',
        message: expect.stringContaining('presage learn') as string,
      }),
    );
  });

  it('allows as many false alarms as it is told, else as the model was learned for, else one a day', () => {
    const learnedFor = { calibration: { ...calibration, falseAlarmsPerDay: 0.1 } };
    expect(wished(learnedFor, { falseAlarmsPerDay: 5 })).toBe(5);
    expect(wished(learnedFor, {})).toBe(0.1);
    expect(wished({}, {})).toBe(1);
  });

  it('fits the model of @presage/model', () => {
    expectTypeOf<Model>().toExtend<StreamingModel>();
  });

  it('gives a score for every frame and tells an event as it happens', async () => {
    const fates: FrameFate[] = [];
    const { fake, plugin, operator } = watching({}, often);
    const results = await collect(from(frames(levels, fates)).pipe(operator));
    expect(kinds(results)).toEqual([
      ...Array.from({ length: 6 }, () => 'score'),
      'event-start',
      'score',
      'score',
      'event-end',
      'drift',
    ]);
    const [score] = results;
    expect(score).toMatchObject({
      timestampUs: 0,
      threshold: plugin.threshold.value,
      warmUp: false,
    });
    expect(results.at(-2)).toMatchObject({ event: { id: 'door@600000', start: 0.6 } });
    expect(fates).toEqual(frames(levels).map(() => 'processed'));
    expect(fake.openStreams()).toBe(0);
  });

  it('gives the same again to a second subscriber, from a fresh state', async () => {
    const { operator } = watching();
    const first = await collect(from(frames(levels)).pipe(operator));
    expect(await collect(from(frames(levels)).pipe(operator))).toEqual(first);
  });

  it('ends an open event before it passes an error on, and frees the stream', async () => {
    const { fake, operator } = watching({}, often);
    const seen: string[] = [];
    const lost = new Error('camera lost');
    const source = concat(
      from(frames([2, 1000, 1000, 1000])),
      throwError(() => lost),
    );
    await expect(
      new Promise((resolve, reject) => {
        source.pipe(operator).subscribe({
          next: ({ kind }) => seen.push(kind),
          error: reject,
          complete: () => resolve(seen),
        });
      }),
    ).rejects.toBe(lost);
    expect(seen.slice(-2)).toEqual(['event-start', 'event-end']);
    expect(fake.openStreams()).toBe(0);
  });

  it('frees the stream and lets go of the source when unsubscribed from midway', async () => {
    const { fake, operator } = watching();
    const source = new Subject<Frame>();
    const two = collect(source.pipe(operator, take(2)));
    expect([fake.openStreams(), source.observed]).toEqual([1, true]);
    for (const frame of frames(levels)) source.next(frame);
    expect(await two).toHaveLength(2);
    expect([fake.openStreams(), source.observed]).toEqual([0, false]);
  });

  it('opens nothing before it is subscribed to', () => {
    const { fake, operator } = watching();
    const results = NEVER.pipe(operator);
    expect(fake.openStreams()).toBe(0);
    results.subscribe().unsubscribe();
    expect(fake.openStreams()).toBe(0);
  });

  it('scores warm-up frames and never alarms on them', async () => {
    const { operator } = watching({ warmUpFrames: 5 });
    const results = await collect(
      from(frames([1000, 1000, 1000, 1000, 1000, 2, 3])).pipe(operator),
    );
    expect(kinds(results)).toEqual([...Array.from({ length: 7 }, () => 'score'), 'drift']);
    expect(results[0]).toMatchObject({ warmUp: true });
    expect(results[5]).toMatchObject({ warmUp: false });
  });

  it('errors where the model gives no patch errors', async () => {
    const { fake, operator } = watching({ outputName: 'prediction' });
    await expect(collect(from(frames([1])).pipe(operator))).rejects.toMatchObject({
      code: 'model-error-output',
    });
    expect(fake.openStreams()).toBe(0);
  });

  it('errors where the model lacks the features that its calibration counts on', async () => {
    const withFeatures = calibrate(
      Array.from({ length: 20 }, (_, index) => ({
        errors: new Float32Array(16).fill(index % 5),
        features: new Float32Array(32).fill(index % 3),
        timestampUs: index * 200_000,
        warmUp: false,
        discontinuous: index === 0,
      })),
      { grid: { width: 4, height: 4 }, frameRate: 5 },
    );
    const { fake, operator } = watching({ calibration: withFeatures });
    await expect(collect(from(frames([1, 2])).pipe(operator))).rejects.toMatchObject({
      code: 'model-features-output',
    });
    expect(fake.openStreams()).toBe(0);
  });

  it('leaves only whole events behind finishedEvents', async () => {
    const { operator } = watching({}, often);
    const events = await firstValueFrom(
      from(frames(levels)).pipe(operator, finishedEvents(), toArray()),
    );
    expect(events).toEqual([expect.objectContaining({ start: 0.6, end: 1.4 })]);
  });

  it('asks for a calibration where the model has none, and takes one beside it', () => {
    expect(() => watching({ calibration: undefined })).toThrow(InputError);
    expect(() => watching({ calibration: undefined })).toThrow(/presage calibrate/u);
    expect(watching({ calibration: undefined }, { calibration }).plugin.calibration).toBe(
      calibration,
    );
  });

  it.each([
    ['decision', { decision: { leaveShare: 2 } }],
    ['false-alarms-per-day', { falseAlarmsPerDay: 0 }],
  ])('refuses a %s out of range', (code, options) => {
    expect(() => watching({}, options)).toThrow(expect.objectContaining({ code }));
  });
});
