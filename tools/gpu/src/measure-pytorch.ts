import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import type { NetworkSpec } from '@presage/model';
import { z } from 'zod';
import { figuresOf, type StreamFigures } from './measure-streams.ts';

const answer = z.object({
  version: z.string(),
  /** `cuda` and its name, or `cpu`. */
  device: z.string(),
  /** Milliseconds of each run, of each batch. */
  times: z.array(z.array(z.number().positive()).min(1)),
});

export interface PytorchFigures {
  readonly version: string;
  readonly device: string;
  /** Of each batch, in the order asked. */
  readonly batches: readonly StreamFigures[];
}

export interface PytorchOptions {
  readonly batches: readonly number[];
  readonly seconds: number;
  readonly signal: AbortSignal;
}

const python = process.env['PRESAGE_PYTHON'] ?? '/usr/bin/python3';

/**
 * The same steps in PyTorch, on its GPU where it has one: the fastest of eager and traced, of
 * pixels and channels first, synchronised after each run. Rejects where there is no PyTorch.
 */
export async function measurePytorch(
  spec: NetworkSpec,
  { batches, seconds, signal }: PytorchOptions,
): Promise<PytorchFigures> {
  const program = new URL('../python/gpu_step.py', import.meta.url).pathname;
  const task = JSON.stringify({ spec, batches, seconds });
  const { stdout } = await promisify(execFile)(python, [program, task], {
    signal,
    maxBuffer: 2 ** 28,
  });
  const { version, device, times } = answer.parse(JSON.parse(stdout));
  return {
    version,
    device,
    batches: times.map((each, index) => {
      const batch = batches[index]!;
      const { stepsPerSecond, ...rest } = figuresOf(
        each,
        each.reduce((sum, time) => sum + time, 0),
      );
      return { ...rest, stepsPerSecond: stepsPerSecond * batch };
    }),
  };
}
