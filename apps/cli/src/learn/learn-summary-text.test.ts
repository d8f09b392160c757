import { expect, test } from 'vitest';
import { plainStyle } from '../terminal/style.ts';
import { learnSummaryText } from './learn-summary-text.ts';

const summary = {
  footageSeconds: 600,
  trainFrames: 2_400,
  heldBackFrames: 600,
  steps: 320,
  finalLoss: 0.0123,
  threshold: 4.2,
  falseAlarmsPerDay: 1,
  supportedFalseAlarmsPerDay: 719.6,
  supported: false,
  heldBackSeconds: 162,
  neededSeconds: 90_000,
  parameters: 12_345,
  leftOut: [],
  warnings: [],
};
const textOf = (change: Partial<typeof summary>) =>
  learnSummaryText({
    modelPath: 'lobby.onnx',
    summary: { ...summary, ...change },
    style: plainStyle,
  });

test('a threshold that the footage cannot vouch for is called a guess', () => {
  expect(textOf({})).toMatch(
    /at a score of 4\.2\d*, meant for 1 false alarm a day\n +a guess: the 2 min 42 s .* 30 false alarms an hour or more;\n +25 h 00 min would vouch/u,
  );
});

test('what is learned from seconds is said to know little', () => {
  expect(textOf({ footageSeconds: 30 })).toMatch(
    /learned {3}30 s of video: .*\n +little: what is normal but did not happen in it will look unusual/u,
  );
  expect(textOf({ footageSeconds: 600 })).not.toContain('little:');
});

test('one that it can vouch for is not', () => {
  const text = textOf({ falseAlarmsPerDay: 960, supported: true });
  expect(text).toContain('meant for 40 false alarms an hour');
  expect(text).not.toContain('a guess');
});
