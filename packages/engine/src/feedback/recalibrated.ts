import {
  calibrate,
  thresholdFor,
  type Accepted,
  type Calibration,
  type Observation,
} from '@presage/anomaly';

/**
 * A calibration with other accepted events, and its tail measured anew on what it was measured on: what
 * is let pass is no longer part of it. Without those observations the tail stays. It stays, too, where
 * the threshold would move the wrong way: accepting more only takes scores back, accepting less only
 * gives them back, so that would be the chance of a fit.
 */
export function recalibrated(
  calibration: Calibration,
  accepted: Accepted,
  observations: readonly Observation[] | undefined,
): Calibration {
  const { accepted: acceptedBefore = [], ...rest } = calibration;
  const given = accepted.length > 0 ? { ...rest, accepted } : rest;
  if (!observations) return given;
  const { grid, scoring, masks, heldBack, falseAlarmsPerDay } = calibration;
  const anew = calibrate(observations, {
    grid,
    scoring,
    frameRate: heldBack.frames / heldBack.seconds,
    accepted,
    ...(masks && { masks }),
  });
  const { tail, normalScores } = anew;
  const refitted = {
    ...given,
    tail,
    heldBack: anew.heldBack,
    ...(normalScores && { normalScores }),
  };
  const wish = falseAlarmsPerDay ?? 1;
  const rise = thresholdFor(refitted, wish).value - thresholdFor(calibration, wish).value;
  const plausible = accepted.length > acceptedBefore.length ? rise <= 0 : rise >= 0;
  return plausible ? refitted : given;
}
