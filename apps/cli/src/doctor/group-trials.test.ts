import { expect, test } from 'vitest';
import { groupTrials } from './group-trials.ts';

test('devices with the same reason are told together', () => {
  const reason = 'not tried';
  expect(
    groupTrials([
      { device: 'cuda', runs: false, reason },
      { device: 'webgpu', runs: false, reason: 'no driver' },
      { device: 'coreml', runs: false, reason },
      { device: 'cpu', runs: true, reason: 'a step ran' },
    ]),
  ).toEqual([
    { devices: ['cuda', 'coreml'], runs: false, reason },
    { devices: ['webgpu'], runs: false, reason: 'no driver' },
    { devices: ['cpu'], runs: true, reason: 'a step ran' },
  ]);
});
