import { ChildProcess } from 'node:child_process';
import { expect, test, vi } from 'vitest';
import type { Binary } from '../binaries/binary.ts';
import { startChild } from './start-child.ts';

const node: Binary = {
  path: process.execPath,
  version: process.versions.node,
  major: null,
  year: null,
  origin: 'system',
  warnings: [],
};
const failed = { name: 'FatalError', code: 'ffmpeg-start-failed' };

test('a binary that is not there fails in words', async () => {
  const absent = { ...node, path: '/nowhere/ffmpeg' };
  await expect(startChild({ binary: absent, arguments: [] })).rejects.toMatchObject(failed);
});

test('so does a command line longer than the system takes', async () => {
  const starting = startChild({ binary: node, arguments: ['x'.repeat(8_000_000)] });
  await expect(starting).rejects.toMatchObject(failed);
});

test('a signal that cannot be sent ends nothing but is told', async (context) => {
  const kill = vi.spyOn(ChildProcess.prototype, 'kill');
  context.onTestFinished(() => kill.mockRestore());
  kill.mockImplementationOnce(function (this: ChildProcess) {
    this.emit('error', new Error('kill EPERM'));
    return false;
  });
  await using child = await startChild({
    binary: node,
    arguments: ['-e', 'setInterval(() => {}, 1000)'],
    graceMs: 0,
  });
  expect(await child.stop()).toMatchObject({
    signal: 'SIGKILL',
    stopped: true,
    lastLines: ['kill EPERM'],
  });
});
