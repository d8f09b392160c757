import { array, assert, integer, nat, property, uint8Array } from 'fast-check';
import { expect, test } from 'vitest';
import { createFrameSplitter } from './frame-splitter.ts';

test('gives the same pictures however the bytes are cut', () => {
  assert(
    property(
      uint8Array({ maxLength: 300 }),
      integer({ min: 1, max: 40 }),
      array(nat({ max: 300 })),
      (bytes, size, cuts) => {
        const splitter = createFrameSplitter(size);
        const at = [0, ...cuts.filter((cut) => cut < bytes.length), bytes.length].toSorted(
          (a, b) => a - b,
        );
        const frames = at.flatMap((end, k) =>
          k === 0 ? [] : Array.from(splitter.split(bytes.subarray(at[k - 1], end))),
        );
        const whole = Math.floor(bytes.length / size);
        expect(frames).toEqual(
          Array.from({ length: whole }, (_, k) => bytes.slice(k * size, (k + 1) * size)),
        );
        expect(splitter.pending).toBe(bytes.length % size);
        expect(new Set(frames.map(({ buffer }) => buffer)).size).toBe(frames.length);
      },
    ),
  );
});
