import { seededRandom } from '@presage/model';
import { Footage } from '@presage/train';
import { expect, test } from 'vitest';
import { nothingToPredict } from './nothing-to-predict.ts';

function noise(amplitude: number): Footage {
  const random = seededRandom(5);
  const footage = new Footage(400);
  for (let frame = 0; frame < 60; frame += 1)
    footage.append({
      bytes: Uint8Array.from({ length: 400 }, () => 128 + amplitude * (random() - 0.5)),
    });
  return footage;
}
const loud = noise(200);
/** Of numbers spread evenly over 200 of 255 levels. */
const variance = (200 / 255) ** 2 / 12;

test('a network that does no better than the mean picture on much that changes has learned nothing', () => {
  const [warning] = nothingToPredict(loud, loud.spans, 1.02 * variance);
  expect(warning).toMatchObject({ code: 'nothing-to-predict' });
  expect(warning!.message).toMatch(/error is 10\d % of/u);
});

test('nothing is told where it does better, where little changes, or where nothing was measured', () => {
  expect(nothingToPredict(loud, loud.spans, 0.5 * variance)).toEqual([]);
  expect(nothingToPredict(loud, loud.spans, undefined)).toEqual([]);
  const still = noise(12);
  expect(nothingToPredict(still, still.spans, 1)).toEqual([]);
});
