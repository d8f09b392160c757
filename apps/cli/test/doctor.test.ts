import { expect, test } from 'vitest';
import { runPresage } from './run-presage.ts';

test('doctor --json is one document, with what to do beside each drawback', async () => {
  const { code, stdout } = await runPresage(['doctor', '--json', '--quiet']);
  const report: unknown = JSON.parse(stdout);
  expect(report).toMatchObject({ ok: code === 0 });
  expect(report).toHaveProperty('checks.0', {
    name: 'Node.js',
    status: 'ok',
    summary: process.versions.node,
    facts: { version: process.versions.node, path: process.execPath, oldest: 24 },
  });
});

test('doctor tells of a temporary folder that cannot be written to', async () => {
  const { code, stdout } = await runPresage(['doctor', '--quiet'], {
    environment: { TMPDIR: '/proc' },
  });
  expect(code).toBe(1);
  expect(stdout).toMatch(/problem +Temporary files +\/proc cannot be written to/u);
  expect(stdout).toContain('set TMPDIR');
});
