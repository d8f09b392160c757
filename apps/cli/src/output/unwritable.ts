import { InputError } from '@presage/core';
import { systemAdvice } from '../frame/system-failure.ts';

/** The error of an output that the system refuses: the path as it was given, and what to do. */
export function unwritable(path: string, cause: unknown): InputError {
  return new InputError({
    code: 'output-unwritable',
    message: `${path} cannot be written: ${reasonOf(cause)}`,
    cause,
    fields: { path },
  });
}

function reasonOf(cause: unknown): string {
  // The folders above it are there by now: a system that says otherwise takes no files of ours.
  if (cause instanceof Error && 'code' in cause && cause.code === 'ENOENT') {
    return 'no files can be made there: choose another place';
  }
  return systemAdvice(cause) ?? (cause instanceof Error ? cause.message : String(cause));
}
