import { FatalError } from '@presage/core';
import type { CommandContext } from '../frame/command-context.ts';
import type { CommandResult } from '../frame/command-result.ts';

export interface RunDemoOptions {
  readonly out: string;
  readonly seed?: number;
  readonly context: CommandContext;
}

/** Learns a real street, then finds what does not belong there. */
export async function runDemo(_options: RunDemoOptions): Promise<CommandResult> {
  throw new FatalError({ code: 'demo-absent', message: 'the demo is not in this version yet' });
}
