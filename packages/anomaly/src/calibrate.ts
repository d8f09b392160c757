import { InputError } from '@presage/core';
import type { Calibration } from './calibration.ts';
import { crossFittedScores } from './cross-fitted-scores.ts';
import type { Grid } from './grid.ts';
import { addToMoments, emptyMoments } from './moments.ts';
import { normalStatisticsFrom, type PriorStrength } from './normal-statistics.ts';
import type { Observation } from './observation.ts';
import { defaultScoring, type Scoring } from './scoring.ts';
import { tailFrom } from './tail.ts';

export interface CalibrateOptions {
  readonly grid: Grid;
  /** Frames a second of media time. */
  readonly frameRate: number;
  /** Default: the 5 worst places, smoothed over 0.5 s. */
  readonly scoring?: Partial<Scoring>;
  readonly prior?: PriorStrength;
  /** False alarms a day that are wished for, kept beside the rest. Default: none, which means 1. */
  readonly falseAlarmsPerDay?: number;
  /** Exceedances closer than this would be one alarm. Default 2, the decision's cool-down. */
  readonly runSeconds?: number;
}

/** Seven significant digits are a float32's worth; more only swell the model file. */
const compact = (value: number): number => Number(value.toPrecision(7));

/**
 * Calibrates on normal footage that training did not see. `observations` are its frames in order,
 * warm-up included (it is left out here). Statistics never come from the frames they score: each
 * block in time is scored by statistics of the others; those that are kept come from all.
 *
 * @throws InputError `calibration-too-short` below 10 frames after the warm-up,
 * `calibration-grid` where the errors are not one a place or not finite.
 */
export function calibrate(
  observations: readonly Observation[],
  options: CalibrateOptions,
): Calibration {
  const { grid, frameRate, prior = {}, runSeconds = 2 } = options;
  const scoring: Scoring = { ...defaultScoring, ...options.scoring };
  const places = grid.width * grid.height;
  const steady = observations.filter(({ warmUp }) => !warmUp);
  if (steady.length < 10) {
    throw new InputError({
      code: 'calibration-too-short',
      message: `Calibrating needs at least 10 frames of normal footage after the warm-up and got ${steady.length}. Use longer footage.`,
      fields: { frames: steady.length },
    });
  }
  for (const { errors, timestampUs } of observations) {
    if (errors.length === places && Array.from(errors).every(Number.isFinite)) continue;
    throw new InputError({
      code: 'calibration-grid',
      message: `Each frame needs ${places} finite patch errors (${grid.width}×${grid.height}); the one at ${timestampUs / 1e6} s has ${errors.length}, or some that are not finite. Check the model.`,
    });
  }

  const statisticsOptions = { grid, frameRate, ...prior };
  const scores = crossFittedScores(observations, { scoring, ...statisticsOptions });
  const moments = steady.reduce(
    (seen, { errors }) => addToMoments(seen, errors),
    emptyMoments(places),
  );
  const statistics = normalStatisticsFrom(moments, statisticsOptions);
  const tail = tailFrom(scores, runSeconds);
  return {
    version: 1,
    grid,
    scoring,
    statistics: {
      mean: statistics.mean.map(compact),
      deviation: statistics.deviation.map(compact),
    },
    heldBack: {
      frames: steady.length,
      seconds: compact(steady.length / frameRate),
      largestScore: compact(tail.exceedances[0]!),
    },
    tail: {
      ...tail,
      level: compact(tail.level),
      scale: compact(tail.scale),
      shape: compact(tail.shape),
      exceedances: tail.exceedances.map(compact),
    },
    ...(options.falseAlarmsPerDay !== undefined && {
      falseAlarmsPerDay: options.falseAlarmsPerDay,
    }),
  };
}
