import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';

/** A Python script that answers each line with one line of JSON. */
export interface PythonProcess extends AsyncDisposable {
  readonly processId: number;
  /** Rejects where the process has ended, or with the signal's reason. */
  ask(question: unknown): Promise<unknown>;
}

/** The system's Python: others on the path may not see Debian's packages. */
const python = process.env['PRESAGE_PYTHON'] ?? '/usr/bin/python3';

/** Why PyTorch cannot be run here; undefined where it can. */
export async function pytorchMissing(signal: AbortSignal): Promise<string | undefined> {
  const child = spawn(python, ['-c', 'import torch, numpy'], { stdio: 'ignore', signal });
  return new Promise((resolve) => {
    child.once('error', () => resolve(`${python} is not there`));
    child.once('exit', (code) =>
      resolve(code === 0 ? undefined : `${python} has no torch and numpy (Debian: python3-torch)`),
    );
  });
}

/** Starts a script of `python/`. */
export function startPython(script: string, signal: AbortSignal): PythonProcess {
  const path = new URL(`../python/${script}`, import.meta.url).pathname;
  const child = spawn(python, [path], { stdio: ['pipe', 'pipe', 'inherit'], signal });
  const gone = new Promise<void>((resolve) => child.once('close', () => resolve()));
  // What goes wrong with the process shows as the end of its answers.
  child.on('error', () => {});
  child.stdin.on('error', () => {});
  const answers = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  return {
    processId: child.pid!,
    async ask(question) {
      child.stdin.write(`${JSON.stringify(question)}\n`);
      const { value, done } = await answers.next();
      signal.throwIfAborted();
      if (done) throw new Error('the PyTorch process has ended; see what it printed');
      return JSON.parse(value) as unknown;
    },
    async [Symbol.asyncDispose]() {
      child.kill();
      await gone;
    },
  };
}
