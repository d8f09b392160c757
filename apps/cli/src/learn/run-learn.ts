import { basename } from 'node:path';
import { learnNormal, type LearnProgress } from '@presage/engine';
import { lastValueFrom, tap } from 'rxjs';
import type { CommandContext } from '../frame/command-context.ts';
import type { CommandResult } from '../frame/command-result.ts';
import { checkWritableFile } from '../output/check-writable.ts';
import { createPhases } from '../terminal/phases.ts';
import { learnSummaryText } from './learn-summary-text.ts';

export interface RunLearnOptions {
  readonly videos: readonly string[];
  /** Where the model goes. */
  readonly model: string;
  readonly falseAlarms: number;
  readonly start?: number;
  readonly duration?: number;
  readonly maxMinutes?: number;
  readonly seed?: number;
  readonly threads?: number;
  readonly checkpoint?: string;
  readonly context: CommandContext;
}

/** Learns what is normal, and says what came of it. */
export async function runLearn(options: RunLearnOptions): Promise<CommandResult> {
  const { videos, model, falseAlarms, start, duration, maxMinutes, seed, threads, checkpoint } =
    options;
  const { signal, logger, progress } = options.context;
  await checkWritableFile(model);
  if (checkpoint !== undefined) await checkWritableFile(checkpoint);
  signal.throwIfAborted();

  using phases = createPhases(progress);
  const last = await lastValueFrom(
    learnNormal({
      sources: videos.map((path) => ({
        path,
        ...(start !== undefined && { startSeconds: start }),
        ...(duration !== undefined && { durationSeconds: duration }),
      })),
      output: model,
      falseAlarmsPerDay: falseAlarms,
      ...(maxMinutes !== undefined && { maxSeconds: maxMinutes * 60 }),
      ...(seed !== undefined && { seed }),
      ...(threads !== undefined && { threads }),
      ...(checkpoint !== undefined && { checkpoint }),
      signal,
      logger,
    }).pipe(tap((told) => showProgress(told, phases))),
  );
  if (last.kind !== 'done') throw new TypeError(`learning ended while ${last.kind}`);
  const { modelPath, summary } = last;
  return {
    json: { model: modelPath, ...summary },
    text: (style) => learnSummaryText({ modelPath, summary, style }),
  };
}

function showProgress(told: LearnProgress, phases: ReturnType<typeof createPhases>): void {
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
    case 'training': {
      const { step, totalSteps, loss, secondsLeft } = told;
      const detail = `step ${step} of ${totalSteps}, error ${loss.toPrecision(3)}`;
      // Nothing to go by before the first step has ended.
      const left = Number.isFinite(secondsLeft) ? { secondsLeft } : {};
      phases.show('Learning', { fraction: step / totalSteps, ...left, detail });
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
