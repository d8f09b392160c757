import type { FeedbackProgress } from '@presage/engine';
import { lastValueFrom, tap, type Observable } from 'rxjs';
import type { Phases } from '../terminal/phases.ts';

type Done = Extract<FeedbackProgress, { kind: 'done' }>;

/** Waits for the end, showing how far it is. */
export async function feedbackWithProgress(
  progress: Observable<FeedbackProgress>,
  phases: Phases,
): Promise<Done> {
  const last = await lastValueFrom(progress.pipe(tap((told) => show(told, phases))));
  if (last.kind !== 'done') throw new TypeError(`feedback ended while ${last.kind}`);
  return last;
}

function show(told: FeedbackProgress, phases: Phases): void {
  if (told.kind === 'done') phases.end();
  else phases.show('Looking again', { fraction: told.share, detail: told.event });
}
