import { expect, test } from 'vitest';
import { relation } from './state-names.ts';

test.for<readonly [input: string, output: string]>([
  ['h', 'hn'],
  ['h1', 'h1n'],
  ['state', 'state_out'],
  ['state', 'stateN'],
  ['h_in', 'h_out'],
  ['hin', 'hout'],
  ['prev_c', 'c'],
  ['c_tm1', 'c_t'],
  ['past.0.key', 'present.0.key'],
  ['lstm.hidden', 'lstm.hidden.next'],
  ['x', 'new_x'],
  ['cellState', 'newCellState'],
  ['enc/h_in:0', 'enc/h_out:0'],
  ['hidden_in_2', 'hidden_out_2'],
])('%s becomes %s', ([input, output]) => {
  expect(relation(input, output)).toBe('related');
});

test.for<readonly [input: string, output: string]>([
  ['h0', 'hn'],
  ['c_0', 'c_n'],
  ['r1i', 'r1o'],
  ['h_i', 'h_o'],
])('%s perhaps becomes %s', ([input, output]) => {
  expect(relation(input, output)).toBe('perhaps');
});

test.for<readonly [input: string, output: string]>([
  ['h', 'h1'],
  ['h', 'h_1'],
  ['h1', 'h10n'],
  ['h10', 'h1n'],
  ['h', 'hidden_next'],
  ['input', 'output'],
  ['input_1', 'output_1'],
  ['h', 'c_out'],
  ['state', 'states'],
  ['h0', 'h'],
  ['hi', 'h'],
  ['vide', 'video'],
  ['r1i', 'r10o'],
])('%s does not become %s', ([input, output]) => {
  expect(relation(input, output)).toBe('unrelated');
});
