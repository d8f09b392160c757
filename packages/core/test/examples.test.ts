import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';

const example = (name: string): string =>
  fileURLToPath(new URL(`../examples/${name}`, import.meta.url));

test('the example runs, and its plugin finds when the light goes out and on', async () => {
  const run = promisify(execFile)(process.execPath, [
    '--conditions=@presage/source',
    example('watch-light.ts'),
  ]);
  const { stdout, stderr } = await run;
  expect(stderr).toBe('');
  expect(stdout).toContain('at 4 s the light changes by -160\nat 7 s the light changes by 160\n');
  expect(stdout).toContain('inFlight: 0');
});

test("the plugin of the guide is the example's", async () => {
  const guide = await readFile(new URL('../../../docs/add-a-plugin.md', import.meta.url), 'utf8');
  const [, code] = /```ts\n(.*?)```/su.exec(guide)!;
  expect(await readFile(example('flicker.ts'), 'utf8')).toContain(code);
});
