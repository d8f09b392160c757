import { PresageError, redact } from '@presage/core';
import { CommanderError } from 'commander';
import { exitCode } from './exit-code.ts';
import { Interrupted } from './interrupted.ts';
import { systemFailure } from './system-failure.ts';

/** An error, as it is told. */
export interface Failure {
  /** Stable, for programs. */
  readonly code: string;
  /** For a person. */
  readonly message: string;
  /** Facts for programs. */
  readonly fields: Readonly<Record<string, unknown>>;
  readonly exitCode: number;
}

/** What another command line would put right. */
const usageCodes = new Set([
  'usage',
  'model-would-overwrite',
  'import-option',
  'import-frames',
  'import-gates',
]);

/** Says of anything thrown what it was, in words, and what the process answers with. */
export function failureFrom(error: unknown): Failure {
  if (error instanceof Interrupted) {
    const { message, signal } = error;
    return { code: 'interrupted', message, fields: { signal }, exitCode: error.exitCode };
  }
  if (error instanceof CommanderError) {
    const message =
      error.code === 'commander.help'
        ? 'a command is needed; presage --help lists them'
        : redact(error.message.replace(/^error: /u, '').replaceAll('\n', ' '));
    return { code: 'usage', message, fields: { rule: error.code }, exitCode: exitCode.usage };
  }
  if (PresageError.isInstance(error)) {
    const { code, message, fields } = error;
    return {
      code,
      message,
      fields,
      exitCode: usageCodes.has(code) ? exitCode.usage : exitCode.failed,
    };
  }
  const system = systemFailure(error);
  if (system) return { ...system, exitCode: exitCode.failed };
  const message = error instanceof Error ? error.message : String(error);
  return {
    code: 'internal',
    message: redact(`${message} (this is a fault in presage; --verbose shows where)`),
    fields: {},
    exitCode: exitCode.failed,
  };
}
