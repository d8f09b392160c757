import { basename } from 'node:path';
import type { QuantizeProgress } from '@presage/engine';
import { lastValueFrom, tap, type Observable } from 'rxjs';
import type { Phases } from '../terminal/phases.ts';

type Done = Extract<QuantizeProgress, { kind: 'done' }>;

const labels = {
  measuring: 'Measuring activations',
  comparing: 'Comparing',
  judging: 'Judging labelled clips',
} as const;

/** Waits for the end, showing how far it is. */
export async function quantizeWithProgress(
  progress: Observable<QuantizeProgress>,
  phases: Phases,
): Promise<Done> {
  const last = await lastValueFrom(progress.pipe(tap((told) => show(told, phases))));
  if (last.kind !== 'done') throw new TypeError(`quantizing ended while ${last.kind}`);
  return last;
}

function show(told: QuantizeProgress, phases: Phases): void {
  if (told.kind === 'done') {
    phases.end();
    return;
  }
  if (told.kind === 'reading') {
    const { source, seconds, totalSeconds } = told;
    phases.show(`Reading ${basename(source)}`, {
      ...(totalSeconds !== undefined && { fraction: Math.min(1, seconds / totalSeconds) }),
      detail: `${seconds.toFixed(0)} s of video`,
    });
    return;
  }
  const { kind, frames, totalFrames } = told;
  phases.show(labels[kind], {
    fraction: frames / totalFrames,
    detail: `${frames} of ${totalFrames} frames`,
  });
}
