import { InputError, TransientError } from '@presage/core';
import { CommanderError } from 'commander';
import { expect, test } from 'vitest';
import { failureFrom } from './failure.ts';
import { Interrupted } from './interrupted.ts';
import { usageError } from './usage-error.ts';

test.for([
  {
    error: new InputError({ code: 'video-empty', message: 'm' }),
    code: 'video-empty',
    exitCode: 1,
  },
  { error: new TransientError({ code: 'later', message: 'm' }), code: 'later', exitCode: 1 },
  {
    error: new InputError({ code: 'model-would-overwrite', message: 'm' }),
    code: 'model-would-overwrite',
    exitCode: 2,
  },
  {
    error: new InputError({ code: 'import-option', message: 'm' }),
    code: 'import-option',
    exitCode: 2,
  },
  { error: usageError('m'), code: 'usage', exitCode: 2 },
  { error: new CommanderError(1, 'commander.x', 'error: m'), code: 'usage', exitCode: 2 },
  { error: new Interrupted('SIGINT'), code: 'interrupted', exitCode: 130 },
  { error: new TypeError('m'), code: 'internal', exitCode: 1 },
  { error: 'm', code: 'internal', exitCode: 1 },
])('$error is $code with $exitCode', ({ error, code, exitCode }) => {
  expect(failureFrom(error)).toMatchObject({ code, exitCode });
});

test('an error of the system is said in words', () => {
  const full = Object.assign(new Error('ENOSPC: no space left on device, write'), {
    code: 'ENOSPC',
    path: '/out/scores.csv',
  });
  expect(failureFrom(full)).toEqual({
    code: 'system-enospc',
    message: '/out/scores.csv: the disk is full: free some space, or choose another place',
    fields: { path: '/out/scores.csv' },
    exitCode: 1,
  });
});

test('no password gets out', () => {
  const error = new Error('cannot reach rtsp://me:secret@camera/1');
  expect(failureFrom(error).message).not.toContain('secret');
});
