import { describeNetwork } from '@presage/model';
import { expect, test } from 'vitest';
import { convLstmS } from './conv-lstm-s.ts';

test('ConvLSTM-S has the weights that OpenSTL’s uses, and biases', () => {
  const { parameters, parameterCount } = describeNetwork(convLstmS);
  const biases = parameters.filter(({ name }) => name.endsWith('.bias'));
  const biasCount = biases.reduce((sum, { shape }) => sum + shape[0]!, 0);
  expect(parameterCount - biasCount).toBe(11_675_648);
  expect(biasCount).toBe(2064);
});
