import {
  calibrate,
  parseCalibration,
  type Calibration,
  type CalibrateOptions,
  type Observation,
  type Zones,
} from '@presage/anomaly';
import { InputError } from '@presage/core';
import { frameNeedsOf, type ModelFile } from '@presage/model';
import type { LearnWarning } from './learn-progress.ts';

/** What a model was calibrated with before: how it scores and what was wished for outlast a calibration. */
export function earlierCalibration({ calibration }: ModelFile): Calibration | undefined {
  try {
    return calibration === undefined ? undefined : parseCalibration(calibration);
  } catch (error) {
    // Another one is what mends it; a newer one belongs to a newer program.
    if (error instanceof InputError && error.code === 'calibration-damaged') return undefined;
    throw error;
  }
}

export interface CalibrateAnewOptions {
  readonly model: ModelFile;
  /** The model's, or the one that it was made from. */
  readonly earlier?: Calibration | undefined;
  /** Default: what was wished for before, or 1. */
  readonly falseAlarmsPerDay?: number | undefined;
  /** Default: what was drawn before. */
  readonly zones?: Zones | undefined;
}

/** Statistics and tail of what a model said of normal footage, as learning fits them. */
export function calibrateAnew(
  observations: readonly Observation[],
  { model, earlier, falseAlarmsPerDay, zones }: CalibrateAnewOptions,
): Calibration {
  const { masks, zones: named } = zones ?? earlier ?? {};
  const options: CalibrateOptions = {
    grid: errorGrid(model),
    frameRate: frameNeedsOf(model, 'the model to calibrate').frameRate,
    falseAlarmsPerDay: falseAlarmsPerDay ?? earlier?.falseAlarmsPerDay ?? 1,
    ...(masks && { masks }),
    ...(named && { zones: named }),
    // How accepted events look is told in features of the same weights.
    accepted: earlier?.accepted,
  };
  const { view: earlierView } = earlier ?? {};
  const calibration = calibrate(
    observations,
    earlier ? { ...options, scoring: earlier.scoring } : options,
  );
  // Observations that were kept need not hold the view; the camera's is what it was.
  return earlierView ? { view: earlierView, ...calibration } : calibration;
}

/** How many patches the model's errors are of, across and down. */
export function errorGrid({ description }: ModelFile): CalibrateOptions['grid'] {
  const { batch, outputs } = description;
  const shape = outputs.find(({ name }) => name === 'error')?.shape ?? [];
  const [height = 1, width = 1] = batch === 'fixed' ? shape.slice(1) : shape;
  return { width, height };
}

/**
 * Before hours go into footage. `why` begins the message: what patch errors are wanted for.
 *
 * Throws InputError `model-error-output`.
 */
export function checkErrorOutput(
  { description: { outputs } }: ModelFile,
  name: string,
  why: string,
): void {
  if (outputs.some((output) => output.name === 'error')) return;
  const found = outputs.map((output) => output.name).join(', ');
  throw new InputError({
    code: 'model-error-output',
    message: `${why} the patch errors of normal footage, and ${name} gives none: it needs an output "error" and has ${found}; import it for a target, or learn a model`,
    fields: { name },
  });
}

/** A threshold is no surer than the footage behind it. */
export function calibratedOnLess(
  earlier: Calibration | undefined,
  calibration: Calibration,
): readonly LearnWarning[] {
  const seconds = { before: earlier?.heldBack.seconds ?? 0, after: calibration.heldBack.seconds };
  if (seconds.after >= 0.9 * seconds.before) return [];
  return [
    {
      code: 'calibrated-on-less',
      message: `the new model was calibrated on ${seconds.after.toFixed(0)} s of footage, the one given on ${seconds.before.toFixed(0)} s: its threshold is less sure; give as much footage as it was learned from`,
    },
  ];
}
