import type { Observation } from '@presage/anomaly';
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { decodeObservations, encodeObservations } from './observations-file.ts';

const numbers = (length: number) =>
  fc.float32Array({ minLength: length, maxLength: length, noNaN: true });

const frames = fc
  .tuple(fc.integer({ min: 1, max: 6 }), fc.integer({ min: 0, max: 3 }))
  .chain(([places, channels]) =>
    fc.array(
      fc.record({
        errors: numbers(places),
        features: channels === 0 ? fc.constant(undefined) : numbers(places * channels),
        timestampUs: fc.integer({ min: 0, max: 10 ** 12 }),
        warmUp: fc.boolean(),
        discontinuous: fc.boolean(),
      }),
      { minLength: 1, maxLength: 8 },
    ),
  );

test('observations read back as they were', () => {
  fc.assert(
    fc.property(frames, (given) => {
      const observations: Observation[] = given.map(({ features, ...rest }) => ({
        ...rest,
        ...(features && { features }),
      }));
      const bytes = encodeObservations(observations)!;
      expect(decodeObservations(bytes, 'kept')).toEqual(observations);
    }),
  );
});

test('a file that is none is told as damaged', () => {
  expect(() => decodeObservations(new Uint8Array(20), 'kept.safetensors')).toThrow(
    expect.objectContaining({ code: 'home-damaged' }) as Error,
  );
});

test('none, and more than there is room for, are not kept', () => {
  const errors = new Float32Array(2 ** 20);
  const one = { errors, timestampUs: 0, warmUp: false, discontinuous: false };
  expect(encodeObservations([])).toBeUndefined();
  expect(encodeObservations(Array.from({ length: 33 }, () => one))).toBeUndefined();
});
