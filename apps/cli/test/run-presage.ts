import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { text } from 'node:stream/consumers';

const main = fileURLToPath(new URL('../src/main.ts', import.meta.url));

export interface PresageOptions {
  readonly environment?: Readonly<Record<string, string>>;
  /** Called with all of stderr so far, whenever there is more. */
  onStderr?(soFar: string, stop: (signal: NodeJS.Signals) => void): void;
  /** Where stdout goes; default: it is collected. */
  readonly stdout?: 'pipe' | number;
}

export interface PresageRun {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs the real command line in a process group of its own, to its end. */
export async function runPresage(
  argv: readonly string[],
  options: PresageOptions = {},
): Promise<PresageRun> {
  const { environment, onStderr, stdout = 'pipe' } = options;
  const child = spawn(process.execPath, ['--conditions=@presage/source', main, ...argv], {
    stdio: ['ignore', stdout, 'pipe'],
    env: { ...process.env, NO_COLOR: '1', ...environment },
    detached: true,
  });
  // The whole group, as a terminal does it.
  const stop = (signal: NodeJS.Signals) => {
    if (child.exitCode === null && child.signalCode === null)
      process.kill(-(child.pid ?? 0), signal);
  };
  let stderr = '';
  child.stderr?.setEncoding('utf8').on('data', (chunk: string) => {
    stderr += chunk;
    onStderr?.(stderr, stop);
  });
  const [, printed] = await Promise.all([
    once(child, 'close'),
    child.stdout ? text(child.stdout) : '',
  ]);
  return { code: child.exitCode, signal: child.signalCode, stdout: printed, stderr };
}
