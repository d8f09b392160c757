import { InputError, type FrameNeeds, type Plugin } from '@presage/core';
import { pipe } from 'rxjs';
import type { AnomalyResult } from './anomaly-result.ts';
import { parseCalibration, type Calibration } from './calibration.ts';
import { decisionSchema, defaultDecision, type Decision } from './decision.ts';
import { detect } from './detect.ts';
import { observe } from './observe.ts';
import type { StreamingModel } from './streaming-model.ts';
import { thresholdFor, type Threshold } from './threshold-for.ts';
import { watchedFaults } from './view/view-evidence.ts';
import type { ViewFault } from './view/view-fault.ts';
import { joinZones } from './zones/join-zones.ts';
import { placeMask } from './zones/place-mask.ts';
import { placeZones } from './zones/place-zones.ts';
import type { Zones } from './zones/zones.ts';

export interface AnomaliesOptions {
  /** A calibrated model with an `error` output. Stays its owner's: the plugin does not close it. */
  readonly model: StreamingModel;
  /** Default: what the model was learned for, or 1. */
  readonly falseAlarmsPerDay?: number;
  /** Used instead of the one in the model. */
  readonly calibration?: Calibration;
  /**
   * Default: leave at 0.7 × threshold, at least 0.4 s, dips of 2 s, 5 s of cool-down. The threshold
   * stays the calibration's, which counted alarms by its own.
   */
  readonly decision?: Partial<Decision>;
  /**
   * Masks leave their part of the picture out; events say which zones they touch. Joined to what the
   * model was calibrated with ({@link joinZones}). Default: nothing more.
   */
  readonly zones?: Zones;
}

/** The plugin, and what it decides by. */
export interface AnomalyPlugin extends Plugin<AnomalyResult> {
  readonly calibration: Calibration;
  readonly threshold: Threshold;
  /** Faults of the view that are told; none where the calibration does not know the camera's view. */
  readonly viewFaults: readonly ViewFault[];
  /** All that was drawn on the picture, of the calibration and of the options. */
  readonly zones: Zones;
}

function decisionFrom(given: Partial<Decision> | undefined): Decision {
  const parsed = decisionSchema.safeParse({ ...defaultDecision, ...given });
  if (parsed.success) return parsed.data;
  throw new InputError({
    code: 'decision',
    message: `leaveShare must lie within 0 and 1, minimumSeconds, mergeSeconds and coolDownSeconds must be 0 or more; got ${JSON.stringify(given)}.`,
    cause: parsed.error,
  });
}

function needsOf({ description }: StreamingModel): FrameNeeds {
  if (description.needs) return description.needs;
  throw new InputError({
    code: 'model-takes-arrays',
    message:
      'anomalies are found in the frames of a video, and this model takes arrays; give one made with: presage learn <video> --model model.onnx',
  });
}

/** Scores of fewer places are lower than those calibrated on: to hold them against those would call that drift. */
function withoutNormalScores(calibration: Calibration): Calibration {
  const rest = { ...calibration };
  delete rest.normalScores;
  return rest;
}

/**
 * Tells when a stream stops looking like the footage its model was calibrated on. Gives a score for
 * every frame, the start and end of every event and of every fault of the camera's view, as they happen,
 * and tells when the scene drifts away from what it was.
 *
 * @throws InputError `model-takes-arrays`; `calibration-missing`, `-newer` or `-damaged` where the model's calibration
 * cannot be used; `false-alarms-per-day` and `decision` where an option is out of range, `zones-all-masked`. The results
 * error with `model-error-output` where the model's errors do not fit its calibration, and
 * `model-error-not-finite` where they are no numbers.
 */
export function anomalies(options: AnomaliesOptions): AnomalyPlugin {
  const { model } = options;
  const needs = needsOf(model);
  const calibration = options.calibration ?? parseCalibration(model.calibration);
  const threshold = thresholdFor(
    calibration,
    options.falseAlarmsPerDay ?? calibration.falseAlarmsPerDay ?? 1,
  );
  const decision = decisionFrom(options.decision);
  const { view: baseline } = calibration;
  const masksGiven = (options.zones?.masks.length ?? 0) > 0;
  const zones = joinZones(calibration, options.zones);
  const places = {
    mask: placeMask(zones, calibration.grid),
    zones: placeZones(zones, calibration.grid),
  };
  return {
    name: 'anomalies',
    contract: 1,
    needs,
    calibration,
    threshold,
    zones,
    viewFaults: baseline ? watchedFaults(baseline) : [],
    attach: ({ streamId }) =>
      pipe(
        observe(model, calibration.grid, baseline && { streamId, baseline }),
        detect({
          streamId,
          calibration: masksGiven ? withoutNormalScores(calibration) : calibration,
          threshold: threshold.value,
          decision,
          ...places,
        }),
      ),
  };
}
