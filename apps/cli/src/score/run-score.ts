import { FatalError } from '@presage/core';
import type { CommandResult } from '../frame/command-result.ts';

/** Not wired yet. */
export async function runScore(_options: unknown): Promise<CommandResult> {
  throw new FatalError({ code: 'absent', message: 'score is not in this version yet' });
}
