import type { EvaluateProgress } from '@presage/engine';
import { lastValueFrom, tap, type Observable } from 'rxjs';
import type { Phases } from '../terminal/phases.ts';

type Done = Extract<EvaluateProgress, { kind: 'done' }>;

/** Waits for the end, showing how far it is. */
export async function evalWithProgress(
  progress: Observable<EvaluateProgress>,
  phases: Phases,
): Promise<Done> {
  const last = await lastValueFrom(progress.pipe(tap((told) => show(told, phases))));
  if (last.kind !== 'done') throw new TypeError(`evaluating ended while ${last.kind}`);
  return last;
}

function show(told: EvaluateProgress, phases: Phases): void {
  switch (told.kind) {
    case 'reading': {
      const { source, seconds, totalSeconds } = told;
      phases.show(`Reading ${source}`, {
        ...(totalSeconds !== undefined && { fraction: Math.min(1, seconds / totalSeconds) }),
        detail: `${seconds.toFixed(0)} s of video`,
      });
      return;
    }
    case 'scoring': {
      const { clip, frames, totalFrames } = told;
      phases.show('Scoring clips', {
        fraction: Math.min(1, frames / totalFrames),
        detail: clip,
      });
      return;
    }
    case 'measuring':
      phases.show('Measuring', { fraction: told.done / told.total });
      return;
    case 'done':
      phases.end();
  }
}
