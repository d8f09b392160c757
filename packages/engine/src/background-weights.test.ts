import { comparingNetworkSpecSchema } from '@presage/model';
import { Footage } from '@presage/train';
import { expect, test } from 'vitest';
import { backgroundWeights } from './background-weights.ts';

const spec = (
  format: 'gray8' | 'rgb24',
  ends: readonly ({ type: 'offset'; name: string } | undefined)[],
) =>
  comparingNetworkSpecSchema.parse({
    input: { width: 2, height: 1, format, frameRate: 5 },
    layers: [
      ...ends.slice(0, 1).filter((layer) => layer !== undefined),
      { type: 'activation', activation: 'tanh' },
      ...ends.slice(1).filter((layer) => layer !== undefined),
    ],
    patchSize: 1,
    warmUpFrames: 0,
  });
const before = { type: 'offset', name: 'before' } as const;
const after = { type: 'offset', name: 'after' } as const;

function footageOf(...frames: readonly (readonly number[])[]): Footage {
  const footage = new Footage(frames[0]!.length);
  for (const bytes of frames) footage.append({ bytes: Uint8Array.from(bytes) });
  return footage;
}

test('takes the mean picture of the spans off first and puts it back last', () => {
  const footage = footageOf([0, 255], [255, 255], [9, 9]);
  const weights = backgroundWeights(spec('gray8', [before, after]), footage, [
    { start: 0, length: 2 },
  ]);
  expect([...weights.keys()]).toEqual(['before.offset', 'after.offset']);
  expect([...weights.get('before.offset')!]).toEqual([-0.5, -1]);
  expect([...weights.get('after.offset')!]).toEqual([0.5, 1]);
});

test('puts the colours of a pixel into the channels of the picture', () => {
  const footage = footageOf([255, 0, 51, 255, 0, 102]);
  const weights = backgroundWeights(spec('rgb24', [undefined, after]), footage, footage.spans);
  expect([...weights.keys()]).toEqual(['after.offset']);
  const [red1, red2, green1, green2, blue1, blue2] = weights.get('after.offset')!;
  expect([red1, red2, green1, green2]).toEqual([1, 1, 0, 0]);
  expect([blue1, blue2].map((value) => Math.round(value! * 255))).toEqual([51, 102]);
});

test('gives nothing where a network has no such layers', () => {
  const footage = footageOf([1, 2]);
  expect(backgroundWeights(spec('gray8', []), footage, footage.spans).size).toBe(0);
});
