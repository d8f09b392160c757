import { expect, test } from 'vitest';
import { importTorch } from './import-torch.ts';

test('cells that all look into the same few bytes cannot fill memory', () => {
  const cells = 2000;
  const header = Object.fromEntries(
    Array.from({ length: cells }, (_, cell) => [
      `cell${cell}.conv.weight`,
      { dtype: 'F32', shape: [128, 64, 3, 3], data_offsets: [0, 4 * 128 * 64 * 9] },
    ]),
  );
  const text = new TextEncoder().encode(JSON.stringify(header));
  const bytes = new Uint8Array(8 + text.length + 4 * 128 * 64 * 9);
  new DataView(bytes.buffer).setBigUint64(0, BigInt(text.length), true);
  bytes.set(text, 8);
  expect(() => importTorch(bytes, 'cells', { size: [4, 4] })).toThrow(
    expect.objectContaining({
      code: 'import-damaged',
      message: expect.stringMatching(/takes 147712000 weights out of \d+ bytes/u) as string,
    }),
  );
});
