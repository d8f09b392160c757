import { expect, test } from 'vitest';
import { judgeDemo } from './judge-demo.ts';

const injection = { start: 10, end: 13 };
const event = (start: number, announced: number, end: number) => ({ start, announced, end });

test('passes where the injection alone was found in time', () => {
  expect(judgeDemo([event(10.4, 10.8, 13.6)], injection)).toMatchObject({
    passed: true,
    delaySeconds: 0.8,
    falseAlarms: 0,
  });
});

test('counts the delay to the moment the alarm was raised', () => {
  const late = judgeDemo([event(10.2, 11.6, 13)], injection);
  expect(late).toMatchObject({ passed: false, delaySeconds: 1.6 });
  expect(late.reason).toContain('later than 1.5 s');
});

test('fails where nothing was found', () => {
  expect(judgeDemo([], injection)).toMatchObject({ passed: false, falseAlarms: 0 });
});

test.each([
  ['before it', event(4, 4.4, 5)],
  ['from before it into it', event(9.8, 10.2, 13)],
  ['after it', event(13.2, 13.6, 14)],
  ['from it far beyond its end', event(10.4, 10.8, 16)],
])('an alarm %s is a false one', (_, wrong) => {
  expect(judgeDemo([wrong], injection)).toMatchObject({ passed: false, falseAlarms: 1 });
});

test('two alarms during it are no false ones', () => {
  const events = [event(10.4, 10.8, 11), event(12.4, 12.8, 13.4)];
  expect(judgeDemo(events, injection)).toMatchObject({ passed: true, falseAlarms: 0 });
});
