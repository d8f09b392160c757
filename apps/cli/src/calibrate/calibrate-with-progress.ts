import { basename } from 'node:path';
import type { CalibrateProgress } from '@presage/engine';
import { lastValueFrom, tap, type Observable } from 'rxjs';
import type { Phases } from '../terminal/phases.ts';

type Done = Extract<CalibrateProgress, { kind: 'done' }>;

/** Waits for the end, showing how far it is. */
export async function calibrateWithProgress(
  progress: Observable<CalibrateProgress>,
  phases: Phases,
): Promise<Done> {
  const last = await lastValueFrom(progress.pipe(tap((told) => show(told, phases))));
  if (last.kind !== 'done') throw new TypeError(`calibrating ended while ${last.kind}`);
  return last;
}

function show(told: CalibrateProgress, phases: Phases): void {
  if (told.kind === 'done') {
    phases.end();
    return;
  }
  const { source, seconds, totalSeconds } = told;
  phases.show(`Calibrating on ${basename(source)}`, {
    ...(totalSeconds !== undefined && { fraction: Math.min(1, seconds / totalSeconds) }),
    detail: `${seconds.toFixed(0)} s of video`,
  });
}
