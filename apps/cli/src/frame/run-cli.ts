import { systemClock } from '@presage/core';
import { type Command, CommanderError } from 'commander';
import { globalOptionsOf, type GlobalOptions } from '../options/global-options.ts';
import { createAsk } from '../terminal/ask.ts';
import { createConfirm } from '../terminal/confirm.ts';
import { createProgress } from '../terminal/create-progress.ts';
import { createStreamLogger } from '../terminal/stream-logger.ts';
import { styleOf } from '../terminal/style.ts';
import type { CommandResult } from './command-result.ts';
import type { CommandRunner } from './command-runner.ts';
import type { Crash } from './crash.ts';
import { createProgram } from './create-program.ts';
import type { Environment } from './environment.ts';
import { exitCode } from './exit-code.ts';
import type { Interruption } from './interruption.ts';
import { createResultWriter } from './result-writer.ts';
import { tellFailure } from './tell-failure.ts';

export interface RunCliOptions {
  /** What follows the program's name. */
  readonly argv: readonly string[];
  /** Where a person answers, if it is a terminal. */
  readonly stdin: NodeJS.ReadableStream;
  readonly stdout: NodeJS.WritableStream;
  readonly stderr: NodeJS.WritableStream;
  readonly environment: Environment;
  readonly interruption: Interruption;
  readonly crash: Crash;
}

/** Runs a command line from its words to its exit code. Never rejects. */
export async function runCli(options: RunCliOptions): Promise<number> {
  const { argv, stdin, stdout, stderr, environment, interruption, crash } = options;
  const style = styleOf(stderr);
  const results = createResultWriter({ stdout, stderr });
  let globals = globalOptionsIn(argv);
  let result: CommandResult | undefined;
  let printed = '';

  const run: CommandRunner = async (command, work) => {
    globals = globalOptionsOf(command);
    const { verbosity } = globals;
    const clock = systemClock;
    const progress = createProgress({ stream: stderr, clock, environment, verbosity });
    const logger = createStreamLogger({ stream: stderr, verbosity, style, progress });
    const { signal } = interruption;
    const announce = () =>
      logger.info(`Stopping; ${interruption.reason?.again ?? 'another signal'} leaves at once.`);
    signal.addEventListener('abort', announce, { once: true });
    signal.throwIfAborted();
    const confirm = createConfirm({ input: stdin, output: stderr, signal });
    const ask = createAsk({ input: stdin, output: stderr, signal });
    result = await work({
      signal,
      logger,
      progress,
      verbosity,
      clock,
      environment,
      ...(confirm && { confirm }),
      ...(ask && { ask }),
    });
    signal.throwIfAborted();
  };

  const print = (text: string) => void (printed += text);
  const program = createProgram(run, { writeOut: print, writeErr: () => {} });

  try {
    await Promise.race([program.parseAsync(argv, { from: 'user' }), crash.first]);
    if (result) results.write(globals.json ? json(result.json) : result.text(styleOf(stdout)));
    return await results.finish(result?.exitCode ?? exitCode.done);
  } catch (error) {
    if (error instanceof CommanderError && error.exitCode === 0) {
      results.write(globals.json ? json({ text: printed.trimEnd() }) : printed.trimEnd());
      return await results.finish(exitCode.done);
    }
    await interruption.settle();
    const answer = tellFailure(interruption.reason ?? error, {
      form: globals.json ? 'json' : 'text',
      detail: globals.verbosity === 'verbose' || environment.PRESAGE_DEBUG ? 'stack' : 'message',
      command: commandIn(argv, program),
      results,
      stderr,
      style,
    });
    return await results.finish(answer);
  }
}

/** The options as far as they can be told before parsing, for a command line that cannot be parsed. */
function globalOptionsIn(argv: readonly string[]): GlobalOptions {
  const end = argv.indexOf('--');
  const words = new Set(end < 0 ? argv : argv.slice(0, end));
  const verbose = words.has('--verbose') || words.has('-v');
  return { json: words.has('--json'), verbosity: verbose ? 'verbose' : 'normal' };
}

/** The command that a command line is for, as far as it can be told without parsing: options before it take no value. */
function commandIn(argv: readonly string[], program: Command): string | undefined {
  const word = argv.find((text) => !text.startsWith('-'));
  const found = program.commands.find((command) => command.name() === word);
  return found && word !== 'help' ? word : undefined;
}

function json(value: unknown): string {
  return JSON.stringify(value, undefined, 2);
}
