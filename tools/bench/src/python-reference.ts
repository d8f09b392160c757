import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { z } from 'zod';

const factsSchema = z.object({ version: z.string(), parameters: z.number(), hoisted: z.boolean() });

/** A PyTorch process that takes training steps when asked to. */
export interface PythonReference extends AsyncDisposable {
  readonly processId: number;
  readonly facts: z.output<typeof factsSchema>;
  /** Takes steps; returns milliseconds a step. */
  step(count: number): Promise<number>;
}

/** The system's Python: others on the path may not see Debian's packages. */
const python = process.env['PRESAGE_PYTHON'] ?? '/usr/bin/python3';

/** Why PyTorch cannot be run here; undefined where it can. */
export async function pytorchMissing(signal: AbortSignal): Promise<string | undefined> {
  const child = spawn(python, ['-c', 'import torch'], { stdio: 'ignore', signal });
  return new Promise((resolve) => {
    child.once('error', () => resolve(`${python} is not there`));
    child.once('exit', (code) =>
      resolve(code === 0 ? undefined : `${python} has no torch (Debian: python3-torch)`),
    );
  });
}

/** Starts `python/train_step.py` on a task. */
export async function startPythonReference(
  task: Readonly<Record<string, unknown>>,
  signal: AbortSignal,
): Promise<PythonReference> {
  const script = new URL('../python/train_step.py', import.meta.url).pathname;
  const child = spawn(python, [script], { stdio: ['pipe', 'pipe', 'inherit'], signal });
  const gone = new Promise<void>((resolve) => child.once('close', () => resolve()));
  // What goes wrong with the process shows as the end of its answers.
  child.on('error', () => {});
  child.stdin.on('error', () => {});
  const answers = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const ask = async (line: string): Promise<unknown> => {
    child.stdin.write(`${line}\n`);
    const { value, done } = await answers.next();
    signal.throwIfAborted();
    if (done) throw new Error('the PyTorch process has ended; see what it printed');
    return JSON.parse(value);
  };
  async function end(): Promise<void> {
    child.kill();
    await gone;
  }
  try {
    const facts = factsSchema.parse(await ask(JSON.stringify(task)));
    return {
      facts,
      processId: child.pid!,
      step: async (count) => z.number().parse(await ask(String(count))),
      [Symbol.asyncDispose]: end,
    };
  } catch (error) {
    await end();
    throw error;
  }
}
