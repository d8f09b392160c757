import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';

/** Exits with code 3 while one of many steps runs. */
const program = `
  import { openModel } from '${new URL('open-model.ts', import.meta.url).href}';
  import { slowLeakySumsFile } from '${new URL('../../test/leaky-sums.ts', import.meta.url).href}';
  const file = slowLeakySumsFile();
  const { width, height, format } = file.description.needs;
  const stream = (await openModel(file, { threads: 1, batching: 'off' })).stream();
  const steps = Array.from({ length: 20 }, (_, sequence) => {
    const bytes = new Uint8Array(width * height);
    return stream.step({ streamId: 'a', sequence, timestampUs: 0, arrivalMs: 0, width, height, format, bytes });
  });
  await steps[0];
  process.exit(3);
`;

test('a process may exit while a model is stepping, with the code it wants', async () => {
  const node = ['--conditions=@presage/source', '--input-type=module', '--eval', program];
  const run = promisify(execFile)(process.execPath, node);
  await expect(run).rejects.toMatchObject({ code: 3, signal: null, stderr: '' });
});
