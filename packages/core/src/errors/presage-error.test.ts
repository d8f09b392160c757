import { describe, expect, test, vi } from 'vitest';
import { FatalError } from './fatal-error.ts';
import { InputError } from './input-error.ts';
import { PresageError } from './presage-error.ts';
import { TransientError } from './transient-error.ts';

describe.for([InputError, TransientError, FatalError])('%s', (Class) => {
  const cause = new Error('below');
  const error = new Class({ code: 'video-unreadable', message: 'no', cause, fields: { line: 3 } });

  test('carries its name, code, cause and fields', () => {
    expect(error).toMatchObject({
      name: Class.name,
      code: 'video-unreadable',
      message: 'no',
      cause,
      fields: { line: 3 },
    });
    expect(String(error)).toBe(`${Class.name}: no`);
  });

  test('is an Error and a PresageError, and of no other kind', () => {
    expect(error).toBeInstanceOf(Error);
    const kinds = [InputError, TransientError, FatalError].filter((kind) => error instanceof kind);
    expect(kinds).toEqual([Class]);
    expect(PresageError.isInstance(error)).toBe(true);
  });
});

test('without a cause there is none, not an undefined one', () => {
  const error = new InputError({ code: 'a', message: 'b' });
  expect('cause' in error).toBe(false);
  expect(error.fields).toEqual({});
});

test('no password gets into a message or the fields', () => {
  const error = new TransientError({
    code: 'a',
    message: 'rtsp://user:secret@host does not answer',
    fields: { tried: [{ source: 'rtsp://user:secret@host' }] },
  });
  expect(error.fields).toEqual({ tried: [{ source: 'rtsp://user:***@host' }] });
  expect(error.message).toBe('rtsp://user:***@host does not answer');
  expect(error.stack).not.toContain('secret');
});

test('an error of another copy of the package is known', async () => {
  vi.resetModules();
  const copy = await import('./input-error.ts');
  const error = new copy.InputError({ code: 'a', message: 'b' });
  expect(error).not.toBeInstanceOf(PresageError);
  expect(PresageError.isInstance(error)).toBe(true);
});

test.for([new Error('plain'), { code: 'a', message: 'b' }, undefined, null, 'text'])(
  '%s is none',
  (value) => {
    expect(PresageError.isInstance(value)).toBe(false);
  },
);
