import { expect, test } from 'vitest';
import { otherDevices } from './other-devices.ts';

const no = (device: 'cuda' | 'webgpu' | 'coreml', reason: string) => ({
  device,
  runs: false,
  reason,
});
const cpu = { device: 'cpu' as const, runs: true, reason: 'a step ran' };

test('devices with the same reason share it', () => {
  const tried = [
    no('cuda', 'no driver'),
    no('webgpu', 'not tried'),
    no('coreml', 'not tried'),
    cpu,
  ];
  expect(otherDevices({ device: 'cpu', tried })).toBe('cuda: no driver; webgpu, coreml: not tried');
});

test('nothing else tried, nothing to say', () => {
  expect(otherDevices({ device: 'cpu', tried: [cpu] })).toBe('');
});
