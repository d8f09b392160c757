import { readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { parseThresholdBasis, type ThresholdBasis } from '@presage/anomaly';
import { InputError } from '@presage/core';
import * as z from 'zod';

const documentSchema = z.object({
  format: z.literal('presage-events'),
  thresholdBasis: z.unknown().optional(),
});

/**
 * Reads what thresholds follow from out of the `events.json` beside a `scores.csv`; undefined where
 * there is none, or where it was written before it held that.
 *
 * @throws InputError `events-damaged`, `threshold-basis-damaged`.
 */
export async function readThresholdBasis(scoresPath: string): Promise<ThresholdBasis | undefined> {
  const path = join(dirname(scoresPath), 'events.json');
  try {
    const { thresholdBasis } = documentSchema.parse(JSON.parse(await readFile(path, 'utf8')));
    return thresholdBasis === undefined ? undefined : parseThresholdBasis(thresholdBasis);
  } catch (error) {
    if (error instanceof InputError) throw error;
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
    throw new InputError({
      code: 'events-damaged',
      message: `${path} cannot be read as the events of a report (${error instanceof Error ? error.message.split('\n')[0] : String(error)}); give the model with --model, or thresholds with --threshold`,
      cause: error,
      fields: { path },
    });
  }
}
