import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { expect, test } from 'vitest';
import { processTreeMemory } from './process-tree-memory.ts';

test('children and their children count', async (context) => {
  if (process.platform !== 'linux') context.skip('reads /proc, which only Linux has');
  const grown = 'const b = Buffer.alloc(2e8, 1); console.log(b.length); setInterval(() => {}, 1e6)';
  const script = `require('node:child_process').spawn(process.execPath, ['-e', ${JSON.stringify(grown)}], { stdio: 'inherit' })`;
  const child = spawn(process.execPath, ['-e', script], {
    stdio: ['ignore', 'pipe', 'inherit'],
    detached: true,
  });
  try {
    await once(child.stdout, 'data');
    expect(await processTreeMemory(child.pid!)).toBeGreaterThan(2e8);
  } finally {
    process.kill(-child.pid!, 'SIGKILL');
  }
});

test('a process that is gone takes nothing', async (context) => {
  if (process.platform !== 'linux') context.skip('reads /proc, which only Linux has');
  const child = spawn(process.execPath, ['-e', '']);
  await once(child, 'exit');
  expect(await processTreeMemory(child.pid!)).toBe(0);
});
