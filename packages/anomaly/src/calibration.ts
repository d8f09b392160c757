import { InputError } from '@presage/core';
import * as z from 'zod';
import { acceptedSchema } from './accepted/accepted.ts';
import { calibrationFromVersionOne } from './calibration-version-one.ts';
import { fitsPlaces, storedStatisticsSchema } from './footage-statistics.ts';
import { gridSchema } from './grid.ts';
import { normalScoresSchema } from './normal-scores.ts';
import { scoreUnitSchema } from './score-unit.ts';
import { scoringSchema } from './scoring.ts';
import { tailSchema } from './tail.ts';
import { viewBaselineSchema } from './view/view-baseline.ts';
import { polygonSchema } from './zones/zones.ts';

/** The version that this package writes; it reads those before, too. */
const version = 2;

/**
 * What a model has to know about normal footage to raise alarms: plain JSON, kept in the model
 * file. From it a threshold for any number of false alarms a day follows without inference.
 */
export const calibrationSchema = z
  .strictObject({
    version: z.literal(version),
    grid: gridSchema,
    scoring: scoringSchema,
    statistics: storedStatisticsSchema,
    /** What scores are counted in: mean and standard deviation of what normal frames are worth. Absent: 0 and 1. */
    unit: scoreUnitSchema.optional(),
    /** The normal footage it was measured on, warm-up left out. */
    heldBack: z.strictObject({
      frames: z.int().positive(),
      seconds: z.number().positive(),
      /** Largest score, smoothed, by statistics that had not seen the frame. */
      largestScore: z.number(),
    }),
    tail: tailSchema,
    /** How its scores are distributed, by statistics that had not seen them; absent in what version 1 wrote. */
    normalScores: normalScoresSchema.optional(),
    /** Parts of the picture that were left out of it. */
    masks: z.array(polygonSchema).optional(),
    /** Parts of the picture that events name. */
    zones: z.array(polygonSchema).optional(),
    /** Events that the user called normal: what is like them where they were does not count. */
    accepted: acceptedSchema.optional(),
    /** What the camera's view is like when all is well; without it, faults of the view are not watched for. */
    view: viewBaselineSchema.optional(),
    /** False alarms a day that the model was learned for: what counts where nothing else is said. */
    falseAlarmsPerDay: z.number().positive().optional(),
  })
  .refine(
    ({ grid, statistics, scoring }) =>
      fitsPlaces(statistics, { places: grid.width * grid.height, wanted: scoring.components }),
    {
      message:
        'statistics must have one mean and one deviation a place of the grid for every component that is scored, and features for density',
    },
  );

export type Calibration = z.infer<typeof calibrationSchema>;

const versionSchema = z.object({ version: z.number() });

/**
 * Checks a calibration read from a file.
 *
 * @throws InputError `calibration-missing`, `calibration-newer` or `calibration-damaged`.
 */
export function parseCalibration(value: unknown): Calibration {
  if (value === undefined || value === null) {
    throw new InputError({
      code: 'calibration-missing',
      message:
        'Raising alarms needs a calibrated model, and this one has no calibration. Give it one from normal footage of the camera: presage calibrate model.onnx --normal normal.mp4 (in a program: calibrateModelFile, or calibrate).',
    });
  }
  const found = versionSchema.safeParse(value);
  if (found.success && found.data.version > version) {
    throw new InputError({
      code: 'calibration-newer',
      message: `The model's calibration has version ${found.data.version}, this program reads up to version ${version}. Update Presage, or learn the model again.`,
      fields: { version: found.data.version, supported: version },
    });
  }
  const parsed = calibrationSchema.safeParse(calibrationFromVersionOne(value));
  if (parsed.success) return parsed.data;
  throw new InputError({
    code: 'calibration-damaged',
    message: `The model's calibration cannot be read: ${z.prettifyError(parsed.error)}. Calibrate the model again: presage calibrate model.onnx --normal normal.mp4`,
    cause: parsed.error,
  });
}
