import type { Command } from 'commander';
import { Option } from 'commander';
import type { Verbosity } from '../terminal/stream-logger.ts';

/** Options that every command takes, before or after its name. */
export interface GlobalOptions {
  readonly json: boolean;
  readonly verbosity: Verbosity;
}

/** Adds them to the program. */
export function addGlobalOptions(program: Command): Command {
  return program
    .option('--json', 'print one JSON document on stdout, and nothing else there')
    .addOption(new Option('-q, --quiet', 'no progress and no notes').conflicts('verbose'))
    .option('-v, --verbose', 'say more, and show where an error comes from');
}

/** Reads them from a command that has been parsed. */
export function globalOptionsOf(command: Command): GlobalOptions {
  const { json, quiet, verbose } = command.optsWithGlobals<{
    json?: true;
    quiet?: true;
    verbose?: true;
  }>();
  return {
    json: json === true,
    verbosity: quiet ? 'quiet' : verbose ? 'verbose' : 'normal',
  };
}
