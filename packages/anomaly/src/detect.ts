import { Observable, type OperatorFunction } from 'rxjs';
import type { AnomalyResult } from './anomaly-result.ts';
import type { Calibration } from './calibration.ts';
import { createDecider } from './decider.ts';
import type { Decision } from './decision.ts';
import type { Observation } from './observation.ts';
import { createScorer } from './scorer.ts';
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
 * An operator from one stream's patch errors to scores and events. However the stream ends, an
 * event still open is ended first; unsubscribing ends it silently.
 */
export function detect(options: DetectOptions): OperatorFunction<Observation, AnomalyResult> {
  const { streamId, threshold, decision, mask, zones } = options;
  const { grid, statistics, scoring } = options.calibration;
  return (observations) =>
    new Observable<AnomalyResult>((subscriber) => {
      const score = createScorer(statistics, scoring);
      const decider = createDecider({ streamId, grid, threshold, decision, mask, zones });
      const tell = (results: readonly AnomalyResult[]) => {
        for (const result of results) subscriber.next(result);
      };
      subscriber.add(
        observations.subscribe({
          next(observation) {
            const { timestampUs, warmUp } = observation;
            const scored = score(observation);
            subscriber.next({ kind: 'score', timestampUs, threshold, warmUp, ...scored });
            tell(decider.next({ timestampUs, warmUp, ...scored }));
          },
          error(error: unknown) {
            tell(decider.finish());
            subscriber.error(error);
          },
          complete() {
            tell(decider.finish());
            subscriber.complete();
          },
        }),
      );
    });
}
