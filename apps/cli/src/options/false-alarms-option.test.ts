import { InvalidArgumentError } from 'commander';
import { assert, constantFrom, double, property } from 'fast-check';
import { expect, test } from 'vitest';
import { falseAlarms } from '../terminal/false-alarms.ts';
import { falseAlarmRate } from './false-alarms-option.ts';

test.for([
  ['1/day', 1],
  ['2/hour', 48],
  ['1/week', 1 / 7],
  [' 3 / days ', 3],
  ['1/10days', 0.1],
  ['1/10 days', 0.1],
  ['1/0.5hours', 48],
  ['2/month', 2 / 30],
  ['0.1', 0.1],
  ['1e-3', 0.001],
] as const)('"%s" is %d a day', ([text, perDay]) => {
  expect(falseAlarmRate(text)).toBeCloseTo(perDay, 12);
});

test.for([
  '',
  'often',
  '0',
  '0/day',
  '-1/day',
  '1/fortnight',
  '1/',
  '/day',
  '1/0days',
  '1/constructor',
  'NaN',
  'Infinity',
  '1e999',
  '1/day/week',
])('"%s" is refused, and the forms are told', (text) => {
  expect(() => falseAlarmRate(text)).toThrow(InvalidArgumentError);
  expect(() => falseAlarmRate(text)).toThrow('1/day, 2/hour, 1/week');
});

test('any number of any unit is taken', () => {
  const count = double({ min: 1e-3, max: 1e4, noNaN: true });
  assert(
    property(count, constantFrom('hour', 'day', 'week'), (number, unit) => {
      const aDay = { hour: 24, day: 1, week: 1 / 7 }[unit];
      expect(falseAlarmRate(`${number}/${unit}`) / (number * aDay)).toBeCloseTo(1, 9);
    }),
    { seed: 1 },
  );
});

test.for([
  ['1/day', '1 false alarm a day'],
  ['10/day', '10 false alarms a day'],
  ['2/hour', '2 false alarms an hour'],
  ['48', '2 false alarms an hour'],
  ['30/day', '1.3 false alarms an hour'],
  ['1/hour', '1 false alarm an hour'],
  ['533/day', '22 false alarms an hour'],
  ['1/week', '1 false alarm a week'],
  ['2/week', '2 false alarms a week'],
  ['0.1/day', 'one false alarm in 10 days'],
  ['0.4/day', 'one false alarm in 2.5 days'],
  ['0.003/day', 'one false alarm in 330 days'],
  ['6000/day', '250 false alarms an hour'],
] as const)('"%s" is told as "%s"', ([text, words]) => {
  expect(falseAlarms(falseAlarmRate(text))).toBe(words);
});
