import type { Calibration } from '../calibration.ts';
import type { Verdict } from '../decider.ts';
import type { Observation } from '../observation.ts';
import { brightnessOf } from '../view/view-baseline.ts';
import { createDriftMonitor } from './drift-monitor.ts';
import type { DriftReport } from './drift-report.ts';

/** How a camera's scene compares with its calibration. */
export interface DriftVerdict {
  readonly kind: 'drift';
  readonly report: DriftReport;
}

/** What was made of a frame. */
export interface JudgedFrame {
  readonly score: number;
  readonly threshold: number;
  /** What the decision told of it. */
  readonly verdicts: readonly Verdict[];
}

/** Follows one stream's scores. */
export interface DriftWatch {
  /** Takes the next frame; tells when drift begins and when it is over. */
  next(observation: Observation, judged: JudgedFrame): readonly DriftVerdict[];
  /** No more frames: tells how it is. */
  finish(): readonly DriftVerdict[];
}

/** Creates the watch of one stream; silent where the calibration does not say how normal scores are spread. */
export function createDriftWatch({ normalScores, heldBack, view }: Calibration): DriftWatch {
  if (!normalScores) return { next: () => [], finish: () => [] };
  const monitor = createDriftMonitor({
    normal: normalScores,
    normalSeconds: heldBack.seconds,
    brightness: view?.brightness,
  });
  let eventOpen = false;
  return {
    next(observation, { score, threshold, verdicts }) {
      const { timestampUs, warmUp, viewStep } = observation;
      for (const { kind } of verdicts) eventOpen = kind === 'event-start';
      const report = monitor.next({
        timestampUs,
        score,
        leftOut: warmUp || (viewStep !== undefined && viewStep.state !== 'clear'),
        unusual: eventOpen || score >= threshold,
        brightness: observation.view && brightnessOf(observation.view),
      });
      return report ? [{ kind: 'drift', report }] : [];
    },
    finish: () => [{ kind: 'drift', report: monitor.finish() }],
  };
}
