import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describeNetwork, encodeSafetensors, type NetworkSpec, type Weights } from '@presage/model';
import { z } from 'zod';
import { startPython } from './python-process.ts';

/**
 * How the network is written for PyTorch: with its own transposed convolution, or with each as a
 * convolution and a pixel shuffle, which is faster there.
 */
export const pytorchForms = ['asWritten', 'subPixel'] as const;
export type PytorchForm = (typeof pytorchForms)[number];

const factsSchema = z.object({
  version: z.string(),
  parameters: z.number(),
  /** Files of the library of matrix products, which its transposed convolution stands on. */
  blas: z.array(z.string()),
});

export interface PytorchStepTask {
  readonly spec: NetworkSpec;
  readonly weights: Weights;
  /** Of every state, without the batch, in the step graph's order. */
  readonly stateShapes: readonly (readonly number[])[];
  /** Bytes of frames in a row. */
  readonly frames: readonly Uint8Array[];
  readonly threads: number;
  /** For what is too much to say: weights, frames, results. */
  readonly folder: string;
}

/** A PyTorch process that takes steps on a stream when asked to. */
export interface PytorchStep extends AsyncDisposable {
  readonly processId: number;
  readonly facts: z.output<typeof factsSchema>;
  /** The errors, then every state, after the last of the task's frames; of each form. */
  readonly results: Readonly<Record<PytorchForm, Float32Array>>;
  /** Takes steps in the fastest way that the form runs in; returns milliseconds a step. */
  step(form: PytorchForm, count: number): Promise<number>;
}

/** Starts `python/infer_step.py` on a task. */
export async function startPytorchStep(
  { spec, weights, stateShapes, frames, threads, folder }: PytorchStepTask,
  signal: AbortSignal,
): Promise<PytorchStep> {
  const paths = {
    weights: join(folder, 'weights.safetensors'),
    frames: join(folder, 'frames.bin'),
    results: join(folder, 'results.bin'),
  };
  const { layers, parameters } = describeNetwork(spec);
  const tensors = parameters.map(({ name, shape }) => ({ name, shape, data: weights.get(name)! }));
  await writeFile(paths.weights, encodeSafetensors(tensors, {}));
  await writeFile(paths.frames, Buffer.concat(frames));

  await using cleanUp = new AsyncDisposableStack();
  const python = cleanUp.use(startPython('infer_step.py', signal));
  const names = layers.map(({ name }) => name);
  const task = { spec, ...paths, layers: names, states: stateShapes, threads };
  const facts = factsSchema.parse(await python.ask(task));
  const { buffer } = new Uint8Array(await readFile(paths.results));
  const all = new Float32Array(buffer);
  const each = all.length / pytorchForms.length;
  const kept = cleanUp.move();
  return {
    facts,
    processId: python.processId,
    results: {
      asWritten: all.subarray(0, each),
      subPixel: all.subarray(each),
    },
    step: async (form, count) => z.number().parse(await python.ask([form, count])),
    [Symbol.asyncDispose]: () => kept.disposeAsync(),
  };
}
