import { spawn } from 'node:child_process';
import { json } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';

/** A tensor, row by row. */
export interface ModuleTensor {
  readonly shape: readonly number[];
  readonly data: Float32Array;
}

/** One call of a module of `torch.nn`. */
export interface ModuleTask {
  /** Its name, `Conv2d`. */
  readonly module: string;
  readonly arguments: Readonly<Record<string, unknown>>;
  /** By PyTorch's names. */
  readonly weights: Readonly<Record<string, ModuleTensor>>;
  readonly x: ModuleTensor;
}

const answersSchema = z.array(z.object({ shape: z.array(z.int()), data: z.array(z.number()) }));
export type ModuleAnswer = z.output<typeof answersSchema>[number];

/** The system's Python: others on the path may not see Debian's packages. */
const python = process.env['PRESAGE_PYTHON'] ?? '/usr/bin/python3';
const withoutTorch = 3;

/** What PyTorch gives for each task, or in words why it is not here to be asked. */
export async function askPytorch(
  tasks: readonly ModuleTask[],
): Promise<readonly ModuleAnswer[] | string> {
  const script = fileURLToPath(new URL('pytorch_modules.py', import.meta.url));
  const child = spawn(python, [script], { stdio: ['pipe', 'pipe', 'inherit'] });
  const ended = new Promise<number | null | Error>((resolve) => {
    child.once('error', resolve);
    child.once('close', resolve);
  });
  // Without a torch nobody reads: that the pipe breaks then is told by the exit code.
  child.stdin.on('error', () => undefined);
  child.stdin.end(JSON.stringify(tasks.map(written)));
  const [answers, end] = await Promise.allSettled([json(child.stdout), ended]);
  if (end.status === 'rejected' || end.value instanceof Error) return `${python} is not there`;
  if (end.value === withoutTorch) return `${python} has no torch (Debian: python3-torch)`;
  if (end.value !== 0)
    throw new Error(`PyTorch failed with code ${end.value}; see what it printed`);
  if (answers.status === 'rejected') throw answers.reason;
  return answersSchema.parse(answers.value);
}

const plain = ({ shape, data }: ModuleTensor) => [shape, [...data]];

function written({ weights, x, ...rest }: ModuleTask): unknown {
  const named = Object.entries(weights).map(([name, tensor]) => [name, plain(tensor)] as const);
  return { ...rest, weights: Object.fromEntries(named), x: plain(x) };
}
