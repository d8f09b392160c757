import { expect, test } from 'vitest';
import { otherViewQuestion, thresholdFacts } from './evaluation-facts.ts';

const guessed = {
  supported: false,
  supportedFalseAlarmsPerDay: 240,
  heldBackSeconds: 60,
  neededSeconds: 86_400,
};

test('says of a threshold that is a guess that it is, and nothing of one that is not', () => {
  expect(thresholdFacts(guessed)).toEqual([['threshold', expect.stringMatching(/^a guess: /u)]]);
  expect(thresholdFacts({ ...guessed, supported: true })).toEqual([]);
});

const moved = (clip: string, start: number) => ({ clip, fault: 'moved' as const, start });
const alarms = { clips: [{}, {}, {}] };

test('asks whether it is the right model where clips show another view from their beginning', () => {
  const viewFaults = [
    moved('a', 0.4),
    { ...moved('a', 1), end: 1 },
    moved('b', 20),
    { clip: 'd', fault: 'covered' as const, start: 0 },
  ];
  expect(otherViewQuestion({ viewFaults, alarms })).toMatch(
    /^2 of 3 clips showed another view .* from the beginning: are these/u,
  );
  const black = { clip: 'c', fault: 'black' as const, start: 0 };
  expect(otherViewQuestion({ viewFaults: [moved('b', 20), black], alarms })).toBe(undefined);
});
