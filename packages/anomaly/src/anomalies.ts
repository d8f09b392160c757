import { InputError, processFrames, type Plugin } from '@presage/core';
import { Observable } from 'rxjs';
import type { AnomalyResult } from './anomaly-result.ts';
import { parseCalibration, type Calibration } from './calibration.ts';
import { createDecider } from './decider.ts';
import { decisionSchema, defaultDecision, type Decision } from './decision.ts';
import { createScorer } from './scorer.ts';
import type { ModelStep, StepModel } from './step-model.ts';
import { thresholdFor, type Threshold } from './threshold-for.ts';

export interface AnomaliesOptions {
  /** A calibrated model with an `error` output. Stays its owner's: the plugin does not close it. */
  readonly model: StepModel;
  /** Default 1. */
  readonly falseAlarmsPerDay?: number;
  /** Used instead of the one in the model. */
  readonly calibration?: Calibration;
  /** Default: leave at 0.7 × threshold, at least 0.4 s, 2 s of cool-down. */
  readonly decision?: Partial<Decision>;
}

/** The plugin, and what it decided by. */
export interface AnomalyPlugin extends Plugin<AnomalyResult> {
  readonly calibration: Calibration;
  readonly threshold: Threshold;
}

/** The model's patch errors, `[gridHeight, gridWidth]`. */
function patchErrors({ outputs }: ModelStep, { grid }: Calibration): Float32Array {
  const error = outputs['error'];
  if (error?.data.length === grid.width * grid.height) return error.data;
  throw new InputError({
    code: 'model-error-output',
    message: `The model must have an output "error" with ${grid.height}×${grid.width} values, as its calibration says; it ${error ? `has one of shape [${error.shape.join(', ')}]` : `has ${Object.keys(outputs).join(', ') || 'none'}`}. Calibrate it again.`,
  });
}

/**
 * Tells when a stream stops looking like the footage its model was calibrated on.
 *
 * @throws InputError `calibration-missing`, `-newer` or `-damaged` where the model's calibration
 * cannot be used; `false-alarms-per-day` and `decision` where an option is out of range.
 */
export function anomalies(options: AnomaliesOptions): AnomalyPlugin {
  const { model, falseAlarmsPerDay = 1 } = options;
  const calibration = options.calibration ?? parseCalibration(model.calibration);
  const threshold = thresholdFor(calibration, falseAlarmsPerDay);
  const decision = decisionSchema.safeParse({ ...defaultDecision, ...options.decision });
  if (!decision.success) {
    throw new InputError({
      code: 'decision',
      message: `leaveShare must lie within 0 and 1, minimumSeconds and coolDownSeconds must not be negative; got ${JSON.stringify(options.decision)}.`,
      cause: decision.error,
    });
  }
  return {
    name: 'anomalies',
    contract: 1,
    needs: model.description.needs,
    calibration,
    threshold,
    attach: (context) => (frames) =>
      new Observable<AnomalyResult>((subscriber) => {
        const stream = model.stream();
        subscriber.add(() => stream[Symbol.dispose]());
        const score = createScorer(calibration.statistics, calibration.scoring);
        const decider = createDecider({
          streamId: context.streamId,
          grid: calibration.grid,
          threshold: threshold.value,
          decision: decision.data,
        });
        const finish = () => decider.finish().forEach((verdict) => subscriber.next(verdict));

        const steps = frames.pipe(
          processFrames(async (frame) => {
            const discontinuous = frame.discontinuity !== undefined;
            return { discontinuous, step: await stream.step(frame) };
          }),
        );
        subscriber.add(
          steps.subscribe({
            next({ step, discontinuous }) {
              const { timestampUs, warmUp } = step;
              try {
                const errors = patchErrors(step, calibration);
                const scored = score({ errors, timestampUs, warmUp, discontinuous });
                subscriber.next({ kind: 'score', timestampUs, warmUp, threshold: threshold.value, ...scored });
                for (const verdict of decider.next({ timestampUs, warmUp, ...scored })) subscriber.next(verdict);
              } catch (error) {
                subscriber.error(error);
              }
            },
            error(error) {
              finish();
              subscriber.error(error);
            },
            complete() {
              finish();
              subscriber.complete();
            },
          }),
        );
      }),
  };
}
