import { Footage } from '@presage/train';
import { expect, test } from 'vitest';
import { checkFootagePictures } from './check-footage-pictures.ts';
import { streetFootage, streetNeeds } from './street.fixture.ts';

const bytes = streetNeeds.width * streetNeeds.height;

/** Frames by number. */
function footageOf(count: number, picture: (frame: number) => Uint8Array<ArrayBuffer>): Footage {
  const footage = new Footage(bytes);
  for (let frame = 0; frame < count; frame += 1) footage.append({ bytes: picture(frame) });
  return footage;
}
const check = (footage: Footage) => checkFootagePictures(footage, footage.spans, streetNeeds);
const street = streetFootage(100);
const black = new Uint8Array(bytes).fill(16);

test('footage of a scene passes', () => {
  expect(check(street)).toEqual([]);
});

test.for([
  ['black footage', () => black, 'footage-blank'],
  [
    'a noisy black',
    (frame: number) => black.map((_, at) => (at * 7 + frame * 13) % 5),
    'footage-blank',
  ],
  ['a lens cap of one colour', () => new Uint8Array(bytes).fill(140), 'footage-blank'],
  ['a picture that stands still', () => street.frame(5), 'footage-frozen'],
] as const)('%s is refused', ([, picture, code]) => {
  expect(() => check(footageOf(100, picture))).toThrow(
    expect.objectContaining({ code, name: 'InputError' }) as Error,
  );
});

test.for([
  [
    'black',
    (frame: number) => (frame < 30 ? black : street.frame(frame)),
    'footage-partly-blank',
    '30 %',
  ],
  ['still', (frame: number) => street.frame(Math.min(frame, 30)), 'footage-partly-frozen', '69 %'],
] as const)('footage that is partly %s is told', ([, picture, code, share]) => {
  const warnings = check(footageOf(100, picture));
  expect(warnings.map((warning) => warning.code)).toEqual([code]);
  expect(warnings[0]!.message).toContain(share);
});
