import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { text } from 'node:stream/consumers';

export interface RunChildOptions {
  readonly signal: AbortSignal;
  /** Each line of stderr. */
  readonly onStderr?: (line: string) => void;
}

/** Runs a program to its end and returns its stdout; rejects where it does not exit with 0. */
export async function runChild(
  command: string,
  args: readonly string[],
  { signal, onStderr }: RunChildOptions,
): Promise<string> {
  const child = spawn(command, args, { signal, stdio: ['ignore', 'pipe', 'pipe'] });
  const lastLines: string[] = [];
  createInterface({ input: child.stderr }).on('line', (line) => {
    onStderr?.(line);
    lastLines.push(line);
    if (lastLines.length > 10) lastLines.shift();
  });
  const [output] = await Promise.all([text(child.stdout), once(child, 'close')]);
  const code = child.exitCode ?? child.signalCode;
  if (code !== 0) {
    throw new Error(`${command} ${args.join(' ')} ended with ${code}:\n${lastLines.join('\n')}`);
  }
  return output;
}
