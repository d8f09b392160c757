import { FatalError } from '@presage/core';
import type { CommandResult } from '../frame/command-result.ts';

/** Not wired yet. */
export async function runLearn(_options: unknown): Promise<CommandResult> {
  throw new FatalError({ code: 'absent', message: 'learn is not in this version yet' });
}
