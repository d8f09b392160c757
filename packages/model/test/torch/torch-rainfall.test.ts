import { readFileSync } from 'node:fs';
import { InputError } from '@presage/core';
import { array, assert, constantFrom, integer, nat, property, tuple } from 'fast-check';
import { zipSync } from 'fflate';
import { expect, test } from 'vitest';
import { importModel } from '../../src/import/import-model.ts';
import { importTorch } from '../../src/import/torch/import-torch.ts';
import { openZip } from '../../src/import/zip-entries.ts';
import { largestDifference } from '../largest-difference.ts';
import { npyValues, rainfallFile } from './rainfall.ts';
import { lastOutput, sineArrays } from './run-arrays.ts';

test.for([
  ['convlstm_best.pth', 10, 48_545],
  ['convlstm_up_best.pth', 3, 3_209],
] as const)(
  '%s gives what PyTorch gave after 30 frames',
  async ([name, channels, count], { skip }) => {
    const path = rainfallFile(name, skip);
    const { file } = await importModel(path, { size: [24, 32] });
    const found = await lastOutput(file, sineArrays(30, channels * 24 * 32));
    expect(largestDifference(found, npyValues(`${path}.expected.npy`))).toBeLessThan(1e-5);
    const network = importTorch(readFileSync(path), name, { size: [24, 32] });
    expect([...network.weights.values()].reduce((sum, { length }) => sum + length, 0)).toBe(count);
  },
);

test('a checkpoint without a ConvLSTM is refused, and its tensors are told', async ({ skip }) => {
  const path = rainfallFile('test_checkpoint.pth', skip);
  await expect(importModel(path, { size: [24, 32] })).rejects.toMatchObject({
    code: 'import-unclear',
    message: expect.stringMatching(/holds no ConvLSTM[^]*weight \[1, 10\]/u) as string,
  });
});

/** What an import stumbles over that it should not; undefined where all is well. */
function strayFault(bytes: Uint8Array): unknown {
  try {
    importTorch(bytes, 'm.pth', { size: [24, 32] });
    return undefined;
  } catch (error) {
    return error instanceof InputError ? undefined : error;
  }
}

const changes = (length: number) =>
  array(tuple(nat(length - 1), integer({ min: 0, max: 255 })), { minLength: 1, maxLength: 6 });

function changed(bytes: Uint8Array, each: readonly (readonly [number, number])[]): Uint8Array {
  const copy = Uint8Array.from(bytes);
  for (const [at, value] of each) copy[at] = value;
  return copy;
}

test('a damaged file gives an input error or a network, and ends', ({ skip }) => {
  const bytes = readFileSync(rainfallFile('convlstm_up_best.pth', skip));
  assert(
    property(changes(bytes.length), nat(bytes.length), (each, length) => {
      const whole = changed(bytes, each);
      return !strayFault(whole) && !strayFault(whole.subarray(0, length));
    }),
    { numRuns: 200 },
  );
});

test.for(['convlstm_up_best.pth', 'convlstm_best.pth'])(
  'so does %s with a damaged pickle',
  (name, { skip }) => {
    const zip = openZip(readFileSync(rainfallFile(name, skip)));
    const files = Object.fromEntries(
      zip.names.map((each) => [each.replace(/^[^/]*/u, 'm'), zip.read(each)]),
    );
    const pickle = files['m/data.pkl']!;
    const operation = constantFrom(...Buffer.from('()]}NR.tbhqQKMc0u\u0085\u0089', 'latin1'));
    const places = array(tuple(nat(pickle.length - 1), operation), { minLength: 1, maxLength: 4 });
    assert(
      property(changes(pickle.length), places, (bytes, operations) => {
        const damaged = changed(
          pickle,
          [...operations, ...bytes].slice(0, bytes.length % 2 ? 3 : 9),
        );
        return !strayFault(zipSync({ ...files, 'm/data.pkl': damaged }, { level: 0 }));
      }),
      { numRuns: 300 },
    );
  },
);
