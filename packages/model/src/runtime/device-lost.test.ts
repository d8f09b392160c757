import { expect, test } from 'vitest';
import { deviceLost } from './device-lost.ts';

test.each([
  'Failed to download data from buffer: [Device] is lost.',
  'WebGPU device lost (1): A valid external Instance reference no longer exists.',
  'The GPU device instance has been suspended. Use GetDeviceRemovedReason: device removed',
  'CUDA failure 700: an illegal memory access was encountered ; GPU=0',
])('a GPU that went away is told as that: %s', (reason) => {
  expect(deviceLost(reason)).toMatchObject({ code: 'device-lost', name: 'FatalError' });
  expect(deviceLost(reason)?.message).toContain('open the model again');
});

test.each([
  'Got invalid dimensions for input: frame',
  'Failed to allocate memory for requested buffer of size 1024',
  'the device is out of memory',
])('a step that failed for another reason is not: %s', (reason) => {
  expect(deviceLost(reason)).toBeUndefined();
});
