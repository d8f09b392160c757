import { describeNetwork } from '@presage/model';
import { expect, test } from 'vitest';
import { chongTay } from './chong-tay.ts';

test("Chong & Tay's network has the published size", () => {
  const { parameterCount, states } = describeNetwork(chongTay);
  expect(parameterCount).toBe(1_068_225);
  const floats = states.map(({ shape }) => shape.reduce((product, size) => product * size, 1));
  expect((floats.reduce((sum, count) => sum + count, 0) * 4) / 1024).toBe(845);
});
