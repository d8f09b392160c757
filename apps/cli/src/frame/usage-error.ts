import { InputError } from '@presage/core';

/** For options that cannot be meant as given: the process answers with 2. */
export function usageError(message: string): InputError {
  return new InputError({ code: 'usage', message });
}
