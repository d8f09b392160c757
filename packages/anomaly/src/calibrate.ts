import { InputError } from '@presage/core';
import { createAcceptance } from './accepted/acceptance.ts';
import type { Accepted } from './accepted/accepted.ts';
import { allFinite } from './all-finite.ts';
import type { Calibration } from './calibration.ts';
import { crossFit } from './cross-fit.ts';
import { crossFittedScores } from './cross-fitted-scores.ts';
import type { Decision } from './decision.ts';
import { storedStatistics } from './footage-statistics.ts';
import type { Grid } from './grid.ts';
import { normalScoresFrom } from './normal-scores.ts';
import type { PriorStrength } from './normal-statistics.ts';
import type { Observation } from './observation.ts';
import { scoreUnitOf, type ScoreUnit } from './score-unit.ts';
import { defaultScoring, type Scoring } from './scoring.ts';
import { tailFrom } from './tail.ts';
import { viewBaselineFrom } from './view/view-baseline.ts';
import { placeMask } from './zones/place-mask.ts';
import type { ZonePolygon } from './zones/zones.ts';

export interface CalibrateOptions {
  readonly grid: Grid;
  /** Frames a second of media time. */
  readonly frameRate: number;
  /**
   * Default: the logarithm of the errors and, where there are features, their density; the 5 worst
   * places; smoothed over 0.5 s.
   */
  readonly scoring?: Partial<Scoring>;
  readonly prior?: PriorStrength;
  /** Parts of the picture that count nowhere, neither here nor in what is scored with it. Default: none. */
  readonly masks?: readonly ZonePolygon[];
  /** Parts of the picture that events name, kept beside the rest. Default: none. */
  readonly zones?: readonly ZonePolygon[];
  /** Events that the user called normal, kept beside the rest; the tail is of what they leave. Default: none. */
  readonly accepted?: Accepted | undefined;
  /** False alarms a day that are wished for, kept beside the rest. Default: none, which means 1. */
  readonly falseAlarmsPerDay?: number;
  /** How scores will become events: false alarms are counted so. Default: the default decision. */
  readonly decision?: Decision;
}

/** Seven significant digits are a float32's worth; more only swell the model file. */
const compact = (value: number): number => Number(value.toPrecision(7));

/**
 * Calibrates on normal footage that training did not see. `observations` are its frames in order,
 * warm-up included (it is left out here). Statistics never come from the frames they score: each
 * block in time is scored by statistics of the others; those that are kept come from all.
 *
 * @throws InputError `calibration-too-short` below 10 frames after the warm-up, `calibration-grid`
 * where errors or features are not as many a place in every frame, or not finite; `zones-all-masked`
 * where masks leave nothing.
 */
export function calibrate(
  observations: readonly Observation[],
  options: CalibrateOptions,
): Calibration {
  const { grid, frameRate, decision } = options;
  const steady = observations.filter(({ warmUp }) => !warmUp);
  if (steady.length < 10) {
    throw new InputError({
      code: 'calibration-too-short',
      message: `Calibrating needs at least 10 frames of normal footage after the warm-up and got ${steady.length}. Use longer footage.`,
      fields: { frames: steady.length },
    });
  }
  checkShapes(observations, grid);
  const scoring = scoringOf(observations, options.scoring);
  const masks = [...(options.masks ?? [])];
  const mask = masks.length > 0 ? placeMask({ masks }, grid) : undefined;
  const places = { grid, mask };
  const { components } = scoring;
  const fit = crossFit(observations, {
    places,
    frameRate,
    components,
    ...options.prior,
  });
  const unit = scoreUnitOf(crossFittedScores(observations, fit, { scoring, mask }), components);
  const accept = createAcceptance(options.accepted, grid);
  const scores = crossFittedScores(observations, fit, { scoring, mask, unit, accept });
  const { quantiles, correlationSeconds } = normalScoresFrom(scores, frameRate);
  const view = viewBaselineFrom(observations);
  return {
    version: 2,
    grid,
    scoring,
    statistics: storedStatistics(fit.whole),
    ...(unit && { unit }),
    heldBack: {
      frames: steady.length,
      seconds: compact(steady.length / frameRate),
      largestScore: compact(quantiles.at(-1)!),
    },
    tail: tailFrom(scores, { decision, growth: logGrowth(unit, components) }),
    normalScores: {
      quantiles: quantiles.map(compact),
      correlationSeconds: compact(correlationSeconds),
    },
    ...(mask && { masks }),
    ...(options.zones && options.zones.length > 0 && { zones: [...options.zones] }),
    ...(view && { view }),
    ...(options.accepted && options.accepted.length > 0 && { accepted: options.accepted }),
    ...(options.falseAlarmsPerDay !== undefined && {
      falseAlarmsPerDay: options.falseAlarmsPerDay,
    }),
  };
}

/** A place's score adds up logarithms, one a component: what it stands for is their geometric mean. */
function logGrowth(unit: ScoreUnit | undefined, components: Scoring['components']): number {
  return unit ? unit.deviation / components.length : 0;
}

/** Without features there is no density to count on. */
function scoringOf(
  observations: readonly Observation[],
  given: Partial<Scoring> | undefined,
): Scoring {
  const wished: Scoring = { ...defaultScoring, ...given };
  if (observations[0]?.features) return wished;
  const components = wished.components.filter((component) => component !== 'density');
  return { ...wished, components: components.length > 0 ? components : ['logError'] };
}

function checkShapes(observations: readonly Observation[], grid: Grid): void {
  const places = grid.width * grid.height;
  const channels = (observations[0]?.features?.length ?? 0) / places;
  for (const { errors, features = [], timestampUs } of observations) {
    const fits = errors.length === places && features.length === channels * places;
    if (fits && allFinite(errors) && allFinite(features)) continue;
    throw new InputError({
      code: 'calibration-grid',
      message: `Each frame needs ${places} finite patch errors (${grid.width}×${grid.height}) and as many features as the others; the one at ${timestampUs / 1e6} s has ${errors.length} and ${features.length}, or some that are not finite. Check the model.`,
    });
  }
}
