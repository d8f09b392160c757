import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import type { ModelLoad } from './model-load.ts';

const program = fileURLToPath(new URL('../../test/step-for-long.ts', import.meta.url));

// A million steps, and a tighter bar, are `pnpm bench soak`.
test('eight streams that are reset, cut and copied for 90,000 steps keep their memory', async () => {
  const node = ['--expose-gc', '--conditions=@presage/source', program];
  const { stdout } = await promisify(execFile)(process.execPath, node);
  const { atBegin, atEnd, load } = JSON.parse(stdout) as {
    readonly atBegin: number;
    readonly atEnd: number;
    readonly load: ModelLoad;
  };
  expect(load.steps).toBeGreaterThan(90_000);
  expect(load.streams).toHaveLength(8);
  expect(load.waiting).toBe(0);
  // 200 bytes a step; what garbage collection leaves comes to 5 MB here, and more elsewhere.
  expect((atEnd - atBegin) / 1e6).toBeLessThan(12);
});
