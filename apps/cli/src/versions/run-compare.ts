import { basename } from 'node:path';
import { compareVersions, type CompareProgress } from '@presage/engine';
import { lastValueFrom, tap } from 'rxjs';
import type { CommandContext } from '../frame/command-context.ts';
import type { CommandResult } from '../frame/command-result.ts';
import { eventDocument } from '../score/score-result.ts';
import { createPhases, type Phases } from '../terminal/phases.ts';
import { comparisonText } from './comparison-text.ts';

export interface RunCompareOptions {
  /** The model file. */
  readonly model: string;
  readonly versions: readonly [before: number, after: number];
  /** What both watch. */
  readonly video: string;
  readonly falseAlarms?: number;
  readonly start?: number;
  readonly duration?: number;
  readonly threads?: number;
  readonly context: CommandContext;
}

/** Compares what two versions would have alarmed on. */
export async function runCompare(options: RunCompareOptions): Promise<CommandResult> {
  const { model, versions, video, falseAlarms, start, duration, threads, context } = options;
  const { signal, logger, progress } = context;
  using phases = createPhases(progress);
  const last = await lastValueFrom(
    compareVersions({
      model,
      versions,
      source: {
        path: video,
        ...(start !== undefined && { startSeconds: start }),
        ...(duration !== undefined && { durationSeconds: duration }),
      },
      ...(falseAlarms !== undefined && { falseAlarmsPerDay: falseAlarms }),
      ...(threads !== undefined && { threads }),
      signal,
      logger,
    }).pipe(tap((told) => show(told, { phases, video }))),
  );
  if (last.kind !== 'done') throw new TypeError(`comparing ended while ${last.kind}`);
  const { comparison } = last;
  const { both, onlyBefore, onlyAfter } = comparison;
  return {
    json: {
      model,
      video,
      versions: comparison.versions,
      both: both.map(({ before, after }) => ({
        before: eventDocument(before),
        after: eventDocument(after),
      })),
      onlyBefore: onlyBefore.map(eventDocument),
      onlyAfter: onlyAfter.map(eventDocument),
    },
    text: () => comparisonText(comparison),
  };
}

function show(
  told: CompareProgress,
  { phases, video }: { readonly phases: Phases; readonly video: string },
): void {
  if (told.kind === 'done') {
    phases.end();
    return;
  }
  const { version, seconds, totalSeconds } = told;
  phases.show(`Version ${version} watches ${basename(video)}`, {
    ...(totalSeconds !== undefined && { fraction: Math.min(1, seconds / totalSeconds) }),
    detail: `${seconds.toFixed(0)} s of video`,
  });
}
