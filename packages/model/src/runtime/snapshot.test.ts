import { expect, test } from 'vitest';
import { decodeSnapshot, encodeSnapshot } from './snapshot.ts';

const fit = { model: new Uint8Array(32).fill(7), stateLength: 3 };
const memory = { framesSinceReset: 5, states: Float32Array.of(1, -2, 0.5) };

test('a snapshot holds the states and how far the last reset is', () => {
  expect(decodeSnapshot(encodeSnapshot(memory, fit), fit)).toEqual(memory);
});

test('a snapshot with any one byte changed is refused, whatever the byte says', () => {
  const whole = encodeSnapshot(memory, fit);
  const version = new Set([8, 9, 10, 11]);
  for (const place of whole.keys()) {
    for (const mask of [1, 0x80, 0xff]) {
      const changed = whole.slice();
      changed[place]! ^= mask;
      const code = version.has(place) ? 'snapshot-newer' : 'snapshot-damaged';
      expect(() => decodeSnapshot(changed, fit)).toThrow(expect.objectContaining({ code }));
    }
  }
});

test('a whole snapshot of another graph, or of another number of states, says so', () => {
  const whole = encodeSnapshot(memory, fit);
  expect(() => decodeSnapshot(whole, { ...fit, model: new Uint8Array(32) })).toThrow(
    expect.objectContaining({ code: 'snapshot-of-other-model' }),
  );
  expect(() => decodeSnapshot(whole, { ...fit, stateLength: 4 })).toThrow(
    'holds 12 bytes of state, not 16',
  );
});
