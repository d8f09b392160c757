import { parseCalibration } from '@presage/anomaly';
import { InputError } from '@presage/core';
import { readModelFile } from '@presage/model';
import type { Version } from '../home/home-index.ts';
import { openHomeWriter } from '../home/home-writer.ts';
import { thresholdOf } from './accept-event.ts';
import { observationsOf } from './observations-of.ts';
import { recalibrated } from './recalibrated.ts';

/** What forgetting came to. */
export interface ForgetSummary {
  /** Numbers of the marks that no longer count. */
  readonly forgotten: readonly number[];
  readonly version: Version;
  readonly thresholdBefore: number;
  readonly threshold: number;
}

/**
 * Takes back that events were normal: a new version lets them alarm again.
 *
 * @throws InputError `mark-unknown` where the model knows no such mark; as `readModelFile` and
 * `openHomeWriter` do.
 */
export async function forgetMarks(
  modelPath: string,
  marks: readonly number[],
): Promise<ForgetSummary> {
  const file = await readModelFile(modelPath);
  const before = parseCalibration(file.calibration);
  const known = (before.accepted ?? []).map(({ id }) => id);
  const unknown = marks.filter((mark) => !known.includes(mark));
  if (unknown.length > 0) {
    throw new InputError({
      code: 'mark-unknown',
      message: `the model has no event ${unknown.join(', ')} that was marked normal; ${known.length > 0 ? `it has ${known.join(', ')}` : 'it has none at all'}`,
      fields: { unknown, known },
    });
  }
  await using writer = await openHomeWriter(modelPath);
  const { current } = await writer.home();
  const accepted = (before.accepted ?? []).filter(({ id }) => !marks.includes(id));
  const calibration = recalibrated(before, accepted, await observationsOf(writer));
  const version = await writer.add({
    file: { ...file, calibration },
    origin: 'forgotten',
    from: current?.number,
    marks: [...new Set(marks)],
    observations: current?.observations,
  });
  return {
    forgotten: version.marks,
    version,
    thresholdBefore: thresholdOf(before),
    threshold: thresholdOf(calibration),
  };
}
