import { basename } from 'node:path';
import type { LearnProgress } from '@presage/engine';
import { lastValueFrom, tap, type Observable } from 'rxjs';
import type { Phases } from '../terminal/phases.ts';

/** Waits for learning to end, showing how far it is; what is wrong with the footage is told to the logger as it is found. */
export async function learnWithProgress(
  progress: Observable<LearnProgress>,
  phases: Phases,
): Promise<Extract<LearnProgress, { kind: 'done' }>> {
  const last = await lastValueFrom(progress.pipe(tap((told) => showProgress(told, phases))));
  if (last.kind !== 'done') throw new TypeError(`learning ended while ${last.kind}`);
  return last;
}

function showProgress(told: LearnProgress, phases: Phases): void {
  switch (told.kind) {
    case 'reading': {
      const { source, seconds, totalSeconds } = told;
      const fraction =
        totalSeconds === undefined ? {} : { fraction: Math.min(1, seconds / totalSeconds) };
      phases.show(`Reading ${basename(source)}`, {
        ...fraction,
        detail: `${seconds.toFixed(0)} s of video`,
      });
      return;
    }
    case 'reviewing':
      phases.show('Looking it over', {
        fraction: told.frames / told.totalFrames,
        detail: `${told.frames} of ${told.totalFrames} frames`,
      });
      return;
    case 'training': {
      const { step, totalSteps, loss, progress, secondsLeft } = told;
      const detail = `step ${step} of ${totalSteps}, error ${loss.toPrecision(3)}`;
      // Nothing to go by before the first step has ended.
      const left = Number.isFinite(secondsLeft) ? { secondsLeft } : {};
      phases.show('Learning', { fraction: Math.min(1, progress), ...left, detail });
      return;
    }
    case 'calibrating':
      phases.show('Calibrating', {
        fraction: told.frames / told.totalFrames,
        detail: `${told.frames} of ${told.totalFrames} frames`,
      });
      return;
    case 'done':
      phases.end();
  }
}
