import { InputError } from '@presage/core';

/** The error for an option of an import that does not go with the file, or with another option. */
export function importConflict(message: string, name: string): InputError {
  return new InputError({ code: 'import-option', message, fields: { name } });
}
