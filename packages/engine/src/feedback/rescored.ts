import { createScorer, type Calibration, type EventFrame } from '@presage/anomaly';

/** A frame of an event and its score. */
export interface ScoredEventFrame extends EventFrame {
  readonly score: number;
}

/** What was shown to a model before, scored by another calibration of it: no inference. */
export function rescored(
  runs: readonly (readonly EventFrame[])[],
  calibration: Calibration,
): readonly (readonly ScoredEventFrame[])[] {
  return runs.map((frames) => {
    const score = createScorer(calibration);
    return frames.map((frame) => ({ ...frame, ...score(frame.observation) }));
  });
}
