import { execFile, spawn, type ChildProcess } from 'node:child_process';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import { startTrialProcess } from './device-trial-process.ts';

const never = new AbortController().signal;
const ready = `process.send({ kind: 'ready', backends: [] });`;

/** A trial's process that does something else, and when it ended. */
function processOf(program: string) {
  let child: ChildProcess | undefined;
  const { promise: ended, resolve } = Promise.withResolvers<void>();
  return {
    ended,
    spawn(): ChildProcess {
      child = spawn(process.execPath, ['--eval', program], {
        stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
        serialization: 'advanced',
      });
      child.once('exit', () => resolve());
      return child;
    },
  };
}

test('the real process says what ONNX Runtime is built with, and why a device does not start', async () => {
  using process = startTrialProcess({ signal: never });
  const backends = await process.backends();
  expect(backends).toMatchObject({
    value: expect.arrayContaining([{ name: 'cpu', bundled: true }]) as unknown,
  });
  // DirectML is there on Windows only, CoreML on macOS.
  const elsewhere = globalThis.process.platform === 'win32' ? 'coreml' : 'directml';
  expect(await process.start(elsewhere)).toMatchObject({ reason: expect.any(String) as unknown });
});

test('a crash takes nothing along and is told, with its last words', async () => {
  const { spawn: start } = processOf(`${ready}
    process.on('message', () => {
      process.stderr.write('first\\nMESA: error: no such luck\\n', () => process.kill(process.pid, 'SIGSEGV'));
    });`);
  using process = startTrialProcess({ signal: never, spawn: start });
  expect(await process.start('webgpu')).toEqual({
    reason: 'it crashed in a trial (SIGSEGV): MESA: error: no such luck',
  });
  expect(await process.start('webgpu')).toMatchObject({
    reason: expect.stringContaining('SIGSEGV') as unknown,
  });
});

test('an end without an answer is told with its exit code', async () => {
  const { spawn: start } = processOf(`${ready} process.on('message', () => process.exit(4));`);
  using process = startTrialProcess({ signal: never, spawn: start });
  expect(await process.start('webgpu')).toEqual({
    reason: 'its trial ended without an answer (exit code 4)',
  });
});

test('a process that does not answer in time is killed', async () => {
  const { spawn: start, ended } = processOf(`${ready} process.on('message', () => { for (;;); });`);
  using process = startTrialProcess({ signal: never, spawn: start, patienceMs: 2000 });
  await process.backends();
  expect(await process.start('webgpu')).toEqual({
    reason: 'its trial gave no answer within 2 s',
  });
  await ended;
});

test('aborting kills the process, and rejects with the signal’s reason', async () => {
  const { spawn: start, ended } = processOf(`${ready} process.on('message', () => { for (;;); });`);
  const controller = new AbortController();
  using process = startTrialProcess({ signal: controller.signal, spawn: start });
  await process.backends();
  const answer = process.start('webgpu');
  controller.abort(new TypeError('enough'));
  await expect(answer).rejects.toThrow('enough');
  await ended;
  expect(() => startTrialProcess({ signal: controller.signal })).toThrow('enough');
});

test('disposing kills the process', async () => {
  const { spawn: start, ended } = processOf(`${ready} setInterval(() => {}, 1000);`);
  {
    using process = startTrialProcess({ signal: never, spawn: start });
    expect(await process.backends()).toEqual({ value: [] });
  }
  await ended;
});

/** Exits while its trial is stuck, with its output open to the trial. */
const exiting = `
  import { spawn } from 'node:child_process';
  import { startTrialProcess } from '${new URL('device-trial-process.ts', import.meta.url).href}';
  const stuck = "${ready} const end = Date.now() + 60_000; while (Date.now() < end); console.log('left behind');";
  const trial = startTrialProcess({
    signal: new AbortController().signal,
    spawn: () =>
      spawn(process.execPath, ['--eval', stuck], {
        stdio: ['ignore', 'inherit', 'pipe', 'ipc'],
        serialization: 'advanced',
      }),
  });
  await trial.backends();
  process.exit();
`;

test('a process that exits leaves no trial behind, be it stuck in a driver', async () => {
  const node = ['--conditions=@presage/source', '--input-type=module', '--eval', exiting];
  // Ends once nobody holds its output open.
  await expect(promisify(execFile)(process.execPath, node)).resolves.toEqual({
    stdout: '',
    stderr: '',
  });
});

test('a program that is not there is told', async () => {
  using process = startTrialProcess({
    signal: never,
    spawn: () => spawn('/nowhere/node', [], { stdio: ['ignore', 'ignore', 'pipe', 'ipc'] }),
  });
  expect(await process.backends()).toMatchObject({
    reason: expect.stringContaining('did not start') as unknown,
  });
});
