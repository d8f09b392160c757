import { InputError } from '@presage/core';

/** What an import refuses, and what to do instead. `code` begins with `import-`. */
export function refusal(
  code: `import-${string}`,
  message: string,
  fields: Readonly<Record<string, unknown>>,
): InputError {
  return new InputError({ code, message, fields });
}
