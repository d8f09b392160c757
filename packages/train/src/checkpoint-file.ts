import { randomUUID } from 'node:crypto';
import { readFile, rename, rm, writeFile } from 'node:fs/promises';
import { InputError } from '@presage/core';
import { decodeSafetensors, encodeSafetensors, type ComparingNetworkSpec } from '@presage/model';
import { z } from 'zod';
import type { Checkpoint } from './checkpoint.ts';

const formatVersion = '1';
const parts = ['weights', 'means', 'meanSquares'] as const;

const metadataSchema = z.object({
  'presage.checkpoint': z.literal(formatVersion),
  step: z.string().regex(/^\d+$/u),
  /** What was being learned: going on with anything else would be nonsense. */
  task: z.string(),
});

/** What a checkpoint belongs to: everything but the weights that a resumed run must share with the first. */
export interface TrainingTask {
  /** The network. */
  readonly spec: ComparingNetworkSpec;
  /** Of weights and windows. */
  readonly seed: number;
  /** A digest of the footage's frames and spans. */
  readonly footage: string;
  /** Sequences learned from at once, steps that gradients flow back, and peak of the learning rate. */
  readonly batchSize?: number | undefined;
  readonly unrolledSteps?: number | undefined;
  readonly learningRate?: number | undefined;
  /** Steps of the whole learning. */
  readonly totalSteps: number;
}

/** Writes a checkpoint as a safetensors file; whole or not at all. */
export async function writeCheckpoint(
  path: string,
  checkpoint: Checkpoint,
  task: TrainingTask,
): Promise<void> {
  const tensors = parts.flatMap((part) =>
    [...checkpoint[part]].map(([name, data]) => ({
      name: `${part}/${name}`,
      shape: [data.length],
      data,
    })),
  );
  const bytes = encodeSafetensors(tensors, {
    'presage.checkpoint': formatVersion,
    step: String(checkpoint.step),
    task: JSON.stringify(task),
  });
  const temporary = `${path}.${randomUUID()}.tmp`;
  try {
    await writeFile(temporary, bytes);
    await rename(temporary, path);
  } catch (error) {
    await rm(temporary, { force: true });
    throw error;
  }
}

/**
 * Reads a checkpoint back; undefined where there is no file. Throws InputError `checkpoint-damaged`,
 * and `checkpoint-other` where it belongs to another task.
 */
export async function readCheckpoint(
  path: string,
  task: TrainingTask,
): Promise<Checkpoint | undefined> {
  let bytes: Uint8Array;
  try {
    // A Buffer would be cut into views where bytes are cut into copies.
    bytes = new Uint8Array(await readFile(path));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
  const { tensors, metadata } = decode(path, bytes);
  if (metadata.task !== JSON.stringify(task)) {
    throw new InputError({
      code: 'checkpoint-other',
      message: `${path} is a checkpoint of other footage, another network or other settings; go on with those, or remove the file to begin anew`,
    });
  }
  const [weights, means, meanSquares] = parts.map(
    (part) =>
      new Map(
        tensors
          .filter(({ name }) => name.startsWith(`${part}/`))
          .map(({ name, data }) => [name.slice(part.length + 1), data] as const),
      ),
  );
  return {
    step: Number(metadata.step),
    weights: weights!,
    means: means!,
    meanSquares: meanSquares!,
  };
}

function decode(path: string, bytes: Uint8Array) {
  try {
    const { tensors, metadata } = decodeSafetensors(bytes);
    return { tensors, metadata: metadataSchema.parse(metadata) };
  } catch (cause) {
    throw new InputError({
      code: 'checkpoint-damaged',
      message: `${path} is no checkpoint that this version can read; remove it to begin anew`,
      cause,
    });
  }
}
