import { exitCode } from './exit-code.ts';

/** Writes the result to stdout, whatever stdout is. */
export interface ResultWriter {
  /** Writes the text and a line end. */
  write(text: string): void;
  /** Waits until all is out. Gives the code back, or 1 where the text could not be written. */
  finish(code: number): Promise<number>;
}

export interface ResultWriterOptions {
  readonly stdout: NodeJS.WritableStream;
  readonly stderr: NodeJS.WritableStream;
}

/**
 * A reader that has gone away (`presage … | head -1`) is no failure: it has what it wanted. A full
 * disk behind a redirection is one.
 */
export function createResultWriter({ stdout, stderr }: ResultWriterOptions): ResultWriter {
  let failure: Error | undefined;
  let last: Promise<void> = Promise.resolve();
  stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') failure ??= error;
  });
  // Nobody is left to tell.
  stderr.on('error', () => {});
  return {
    write(text) {
      last = new Promise((resolve) => void stdout.write(`${text}\n`, () => resolve()));
    },
    async finish(code) {
      await last;
      // The error event comes a turn after the callback.
      await new Promise<void>((resolve) => void setImmediate(resolve));
      if (!failure) return code;
      stderr.write(`error: the result could not be written: ${failure.message}\n`);
      return code === exitCode.done ? exitCode.failed : code;
    },
  };
}
