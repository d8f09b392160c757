import { parseCalibration, thresholdFor, type Threshold } from '@presage/anomaly';
import { readModelFile, writeModelFile } from '@presage/model';
import { keepVersion } from './home/home-writer.ts';

export interface ChangeThresholdOptions {
  /** A calibrated model file. */
  readonly model: string;
  readonly falseAlarmsPerDay: number;
  /** Where the changed model goes. Default: in the place of `model`. */
  readonly output?: string;
}

/** A threshold before and after it was changed. */
export interface ThresholdChange {
  readonly before: Threshold;
  readonly after: Threshold;
}

/**
 * Writes another number of false alarms a day into a model. Graph, statistics and tail stay, and
 * nothing is run: the threshold follows from what calibrating had counted. What is at `output` stays
 * until the new file is complete; where the model has a home, the change is a version there.
 *
 * @throws as `readModelFile`, `parseCalibration`, `thresholdFor` and `writeModelFile` do.
 */
export async function changeThreshold({
  model,
  falseAlarmsPerDay,
  output = model,
}: ChangeThresholdOptions): Promise<ThresholdChange> {
  const file = await readModelFile(model);
  const calibration = parseCalibration(file.calibration);
  const before = thresholdFor(calibration, calibration.falseAlarmsPerDay ?? 1);
  const after = thresholdFor(calibration, falseAlarmsPerDay);
  await writeModelFile(output, { ...file, calibration: { ...calibration, falseAlarmsPerDay } });
  await keepVersion(output, { origin: 'threshold' });
  return { before, after };
}
