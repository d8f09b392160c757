import { spawn } from 'node:child_process';
import { json } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import type { ComparingNetworkSpec } from '@presage/model';
import { z } from 'zod';
import type { WindowShape } from '../src/training-graph.ts';

/** Elements, row by row, and their shape. */
export interface ReferenceTensor {
  readonly shape: readonly number[];
  readonly data: Float32Array | Uint8Array;
}

type Tensors = Readonly<Record<string, ReferenceTensor>>;

/** One window to learn from. */
export interface ReferenceTask extends WindowShape {
  readonly spec: ComparingNetworkSpec;
  readonly weights: Tensors;
  /** Before the first frame. */
  readonly states: Tensors;
  /** `[frames, height, width, channels]`, of the first moment all sequences, then of the next. */
  readonly frames: ReferenceTensor;
}

const elementsSchema = z.record(z.string(), z.array(z.number()));
const answersSchema = z.array(
  z.object({
    loss: z.number(),
    /** Of the loss with respect to each weight. */
    gradients: elementsSchema,
    /** After the last frame. */
    states: elementsSchema,
  }),
);

export type ReferenceAnswer = z.output<typeof answersSchema>[number];

/** The system's Python: others on the path may not see Debian's packages. */
const python = process.env['PRESAGE_PYTHON'] ?? '/usr/bin/python3';
const withoutTorch = 3;

/** What PyTorch answers to the tasks, or in words why it is not here to be asked. */
export async function askPytorch(
  tasks: readonly ReferenceTask[],
): Promise<readonly ReferenceAnswer[] | string> {
  const script = fileURLToPath(new URL('pytorch_gradients.py', import.meta.url));
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

const plain = ({ shape, data }: ReferenceTensor) => [shape, [...data]];

function written({
  spec,
  batchSize,
  unrolledSteps,
  weights,
  states,
  frames,
}: ReferenceTask): unknown {
  const all = (tensors: Tensors) =>
    Object.fromEntries(Object.entries(tensors).map(([name, tensor]) => [name, plain(tensor)]));
  return {
    spec,
    batch: batchSize,
    steps: unrolledSteps,
    weights: all(weights),
    states: all(states),
    frames: plain(frames),
  };
}
