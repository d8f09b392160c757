import { InputError } from '@presage/core';
import { expect, test } from 'vitest';
import { plainStyle } from '../terminal/style.ts';
import { tellFailure } from './tell-failure.ts';

test('no password gets out, be it in the message, the fields or the stack', () => {
  const told: string[] = [];
  const path = 'https://me:secret@host/lobby.onnx';
  const cause = new Error(`ENOENT: ${path}`);
  const error = new InputError({
    code: 'model-missing',
    message: `there is no ${path}`,
    cause,
    fields: { path, tried: [path] },
  });
  const answer = tellFailure(error, {
    form: 'json',
    detail: 'stack',
    results: { write: (text) => void told.push(text), finish: (code) => Promise.resolve(code) },
    stderr: { write: (text: string) => told.push(text) > 0 } as NodeJS.WritableStream,
    style: plainStyle,
  });
  expect(answer).toBe(1);
  expect(JSON.parse(told[0]!)).toMatchObject({
    error: { code: 'model-missing', fields: { path: 'https://me:***@host/lobby.onnx' } },
  });
  expect(told.join('')).toContain('caused by');
  expect(told.join('')).not.toContain('secret');
});
