import { describeNetwork } from '@presage/model';
import { expect, test } from 'vitest';
import { defaultNetwork } from './default-network.ts';

test.each([
  ['4:3', 4 / 3, 128],
  ['16:9', 16 / 9, 168],
  ['1:1', 1, 96],
  ['9:16', 9 / 16, 56],
  ['a strip', 1 / 30, 8],
])('a camera of %s is seen in its own shape, in whole patches', (_, aspectRatio, width) => {
  const spec = defaultNetwork(aspectRatio);
  expect(spec.input).toMatchObject({ width, height: 96, frameRate: 5 });
  expect(describeNetwork(spec).outputShape).toEqual([1, 96, width]);
});
