import { InvalidArgumentError } from 'commander';
import { expect, test } from 'vitest';
import { numberOption } from './number-option.ts';

test.for(['0', '-1', '', ' ', 'abc', 'Infinity', 'NaN', '1e999'])('"%s" is not above 0', (text) => {
  expect(() => numberOption({ above: 0 })(text)).toThrow(InvalidArgumentError);
});

test('takes what keeps to the rule', () => {
  expect(numberOption({ above: 0 })('0.1')).toBe(0.1);
  expect(numberOption({ min: 0, max: 10, integer: true })('10')).toBe(10);
});

test('states the rule', () => {
  const parse = numberOption({ min: 1, max: 1024, integer: true });
  expect(() => parse('1.5')).toThrow('It must be a whole number, 1 or more and at most 1024.');
});
