import { redact } from '@presage/core';
import type { Style } from '../terminal/style.ts';
import { exitCode } from './exit-code.ts';
import { failureFrom } from './failure.ts';
import type { ResultWriter } from './result-writer.ts';

export interface TellFailureOptions {
  readonly form: 'json' | 'text';
  readonly detail: 'message' | 'stack';
  /** The command in use, where it is one. */
  readonly command?: string | undefined;
  readonly results: ResultWriter;
  readonly stderr: NodeJS.WritableStream;
  readonly style: Style;
}

/** Says on stderr (and, as JSON, on stdout) what went wrong. Returns the exit code. */
export function tellFailure(error: unknown, options: TellFailureOptions): number {
  const { form, detail, command, results, stderr, style } = options;
  const { code, message, fields, exitCode: answer } = failureFrom(error);
  if (form === 'json') {
    results.write(JSON.stringify({ error: { code, message, fields } }, undefined, 2));
  }
  stderr.write(code === 'interrupted' ? `${message}\n` : `${style.problem('error:')} ${message}\n`);
  if (answer === exitCode.usage) {
    stderr.write(`\`presage ${command ? `${command} ` : ''}--help\` shows how it is used.\n`);
  } else if (detail === 'stack') for (const stack of stacks(error)) stderr.write(`${stack}\n`);
  return answer;
}

function* stacks(error: unknown): Generator<string> {
  let prefix = '';
  for (let cause = error; cause instanceof Error; cause = cause.cause) {
    yield redact(prefix + (cause.stack ?? cause.message));
    prefix = 'caused by ';
  }
}
