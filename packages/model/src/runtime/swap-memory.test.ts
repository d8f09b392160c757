import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';

const program = fileURLToPath(new URL('../../test/swap-under-load.ts', import.meta.url));

test('twenty swaps under load lose no frame, end their workers and give their memory back', async () => {
  const node = ['--expose-gc', '--conditions=@presage/source', program];
  const { stdout } = await promisify(execFile)(process.execPath, node);
  const { atBegin, atEnd, asked, steps, running } = JSON.parse(stdout) as Record<string, number>;
  expect(steps).toBe(asked);
  expect(steps).toBeGreaterThan(200);
  expect(running).toBe(1);
  expect((atEnd! - atBegin!) / 1e6).toBeLessThan(50);
});
