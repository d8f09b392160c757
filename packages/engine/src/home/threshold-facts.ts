import { parseCalibration, thresholdFor } from '@presage/anomaly';
import { PresageError } from '@presage/core';
import type { Version } from './home-index.ts';

/** What the list of versions says of a calibration; nothing where there is none that can be read. */
export function thresholdFactsOf(
  calibration: unknown,
): Pick<Version, 'threshold' | 'falseAlarmsPerDay'> {
  try {
    const parsed = parseCalibration(calibration);
    const falseAlarmsPerDay = parsed.falseAlarmsPerDay ?? 1;
    return { threshold: thresholdFor(parsed, falseAlarmsPerDay).value, falseAlarmsPerDay };
  } catch (error) {
    if (PresageError.isInstance(error)) return {};
    throw error;
  }
}
