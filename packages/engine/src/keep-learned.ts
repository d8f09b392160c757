import { stat } from 'node:fs/promises';
import { resolve } from 'node:path';
import type { Calibration, Observation } from '@presage/anomaly';
import { PresageError, type Logger } from '@presage/core';
import { writeModelFile, type ModelFile } from '@presage/model';
import type { FootageRecord } from './home/home-index.ts';
import { openHomeWriter } from './home/home-writer.ts';
import type { LearnWarning } from './learn-progress.ts';
import type { FootageSource } from './read-footage.ts';

export interface KeepLearnedOptions {
  /** Where the model goes. */
  readonly output: string;
  readonly model: ModelFile;
  readonly calibration: Calibration;
  /** What that was measured on. */
  readonly observations: readonly Observation[];
  /** What it was learned from. */
  readonly sources: readonly FootageSource[];
  readonly logger: Logger;
}

/** What became of a learned model. */
export interface KeptLearned {
  /** Its number; undefined where no home could be made. */
  readonly version?: number;
  /** As it was written. */
  readonly calibration: Calibration;
  readonly warnings: readonly LearnWarning[];
}

/** Others change a home for seconds; minutes of learning are worth the wait. */
export const patienceMs = 60_000;

/**
 * Writes a learned model under its name and as a version of its home. What was learned is written even
 * where the home cannot be.
 */
export async function keepLearned(options: KeepLearnedOptions): Promise<KeptLearned> {
  const { output, model, calibration, observations, sources, logger } = options;
  try {
    await using writer = await openHomeWriter(output, patienceMs);
    const { number } = await writer.add({
      file: model,
      origin: 'learned',
      footage: await footageRecords(sources),
      observations: await writer.keepObservations(observations),
    });
    return { version: number, calibration, warnings: [] };
  } catch (error) {
    if (!PresageError.isInstance(error)) throw error;
    await writeModelFile(output, model);
    const message = `the model was written without a version of it being kept: ${error.message}`;
    logger.warn(message);
    return { calibration, warnings: [{ code: 'version-not-kept', message }] };
  }
}

/** Sources as a home remembers them; those that are no files are left out. */
export async function footageRecords(sources: readonly FootageSource[]): Promise<FootageRecord[]> {
  const records: FootageRecord[] = [];
  for (const { path, startSeconds, durationSeconds } of sources) {
    const found = await stat(path).catch(() => undefined);
    if (!found?.isFile()) continue;
    records.push({
      path: resolve(path),
      ...(startSeconds !== undefined && { startSeconds }),
      ...(durationSeconds !== undefined && { durationSeconds }),
      bytes: found.size,
      modified: found.mtime.toISOString(),
    });
  }
  return records;
}
