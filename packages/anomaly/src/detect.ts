import { map, Observable, type OperatorFunction } from 'rxjs';
import type { AnomalyResult } from './anomaly-result.ts';
import type { Calibration } from './calibration.ts';
import { createDecider } from './decider.ts';
import type { Decision } from './decision.ts';
import type { Observation } from './observation.ts';
import { createScorer, type FrameScore } from './scorer.ts';
import { createDriftWatch } from './drift/drift-watch.ts';
import { createGatedDecider } from './view/gated-decider.ts';
import { createViewEnd } from './view/view-end.ts';
import type { PlacedZone } from './zones/place-zones.ts';

export interface DetectOptions {
  /** Part of the events' ids. */
  readonly streamId: string;
  readonly calibration: Calibration;
  /** Score that starts an event. */
  readonly threshold: number;
  readonly decision: Decision;
  /** 1 where a place is left out. Default: none is. */
  readonly mask?: Uint8Array | undefined;
  /** Which events say that they touch. Default: none. */
  readonly zones?: readonly PlacedZone[] | undefined;
}

/**
 * An operator from one stream's patch errors to scores, events, faults of the view and drift. However the stream ends, an
 * event or a fault of the view still open is ended first; unsubscribing ends it silently.
 */
export function detect(options: DetectOptions): OperatorFunction<Observation, AnomalyResult> {
  const { streamId, threshold, decision, mask, zones } = options;
  const { calibration } = options;
  const { grid } = calibration;
  return (observations) =>
    new Observable<AnomalyResult>((subscriber) => {
      const scoreOf = createScorer(calibration, { mask });
      const decider = createGatedDecider(
        createDecider({ streamId, grid, threshold, decision, mask, zones }),
      );
      const viewEnd = createViewEnd();
      const drift = createDriftWatch(calibration);
      const tell = (results: readonly AnomalyResult[]) => {
        for (const result of results) subscriber.next(result);
      };
      const finish = () => tell([...decider.finish(), ...viewEnd.finish()]);
      subscriber.add(
        // What scoring throws must come out as an error: an observer that throws ends the process.
        observations.pipe(map(scoredBy(scoreOf))).subscribe({
          next({ observation, scored }) {
            const { timestampUs, warmUp, discontinuous } = observation;
            const frame = { timestampUs, warmUp, discontinuous };
            subscriber.next({ kind: 'score', threshold, ...frame, ...scored });
            const { state = 'clear', told = [] } = observation.viewStep ?? {};
            const verdicts = decider.next({ timestampUs, warmUp, ...scored }, state);
            viewEnd.take(told, timestampUs);
            const { score } = scored;
            const drifted = drift.next(observation, { score, threshold, verdicts });
            tell([...verdicts, ...told, ...drifted]);
          },
          error(error: unknown) {
            finish();
            subscriber.error(error);
          },
          complete() {
            finish();
            tell(drift.finish());
            subscriber.complete();
          },
        }),
      );
    });
}

interface ScoredObservation {
  readonly observation: Observation;
  readonly scored: FrameScore;
}

function scoredBy(scoreOf: (observation: Observation) => FrameScore) {
  return (observation: Observation): ScoredObservation => ({
    observation,
    scored: scoreOf(observation),
  });
}
