import { filter, map, type OperatorFunction } from 'rxjs';
import type { AnomalyEvent } from './anomaly-event.ts';
import type { AnomalyResult } from './anomaly-result.ts';

/** Only the events, whole, each when it has ended. */
export function finishedEvents(): OperatorFunction<AnomalyResult, AnomalyEvent> {
  return (results) =>
    results.pipe(
      filter((result) => result.kind === 'event-end'),
      map(({ event }) => event),
    );
}
