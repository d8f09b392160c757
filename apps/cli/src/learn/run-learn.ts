import { existsSync } from 'node:fs';
import { dirname } from 'node:path';
import type { LeftOut } from '@presage/engine';
import type { CommandContext } from '../frame/command-context.ts';
import type { CommandResult } from '../frame/command-result.ts';
import { checkApart } from '../output/check-apart.ts';
import { checkModelReplaceable } from '../output/check-model-replaceable.ts';
import { checkWritableFile } from '../output/check-writable.ts';
import { makeFolder } from '../output/make-folder.ts';
import { createPhases } from '../terminal/phases.ts';
import { readZones } from '../zones/read-zones.ts';
import { settleReview } from '../review/settle-review.ts';
import { learnWithProgress } from './learn-with-progress.ts';
import { learnSummaryText } from './learn-summary-text.ts';

export interface RunLearnOptions {
  readonly videos: readonly string[];
  /** Where the model goes. */
  readonly model: string;
  readonly falseAlarms: number;
  /** File of masks and zones. */
  readonly zones?: string;
  /** Parts that are not normal. */
  readonly leaveOut?: readonly LeftOut[];
  /** Ask nothing: all that is not left out is normal. */
  readonly yes?: boolean;
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
  const zones = options.zones === undefined ? undefined : await readZones(options.zones);
  const outputs = checkpoint === undefined ? [model] : [model, checkpoint];
  await checkApart({ inputs: videos, outputs });
  await checkModelReplaceable(model);
  await using folders = new AsyncDisposableStack();
  for (const output of outputs) {
    await checkWritableFile(output);
    folders.use(await makeFolder(dirname(output)));
  }
  signal.throwIfAborted();

  using phases = createPhases(progress);
  using _ = tellKept(options);
  const { modelPath, summary } = await learnWithProgress(
    {
      sources: videos.map((path) => ({
        path,
        ...(start !== undefined && { startSeconds: start }),
        ...(duration !== undefined && { durationSeconds: duration }),
      })),
      output: model,
      falseAlarmsPerDay: falseAlarms,
      ...(zones && { zones }),
      ...(options.leaveOut && { leaveOut: options.leaveOut }),
      onReview: (review) => {
        phases.end();
        return settleReview(review, options);
      },
      ...(maxMinutes !== undefined && { maxSeconds: maxMinutes * 60 }),
      ...(seed !== undefined && { seed }),
      ...(threads !== undefined && { threads }),
      ...(checkpoint !== undefined && { checkpoint }),
      signal,
      logger,
    },
    phases,
  );
  return {
    json: { model: modelPath, ...summary },
    text: (style) => learnSummaryText({ modelPath, summary, style }),
  };
}

/** Says at the end of a learning that was stopped that it can go on. */
function tellKept({ checkpoint, context: { signal, logger } }: RunLearnOptions): Disposable {
  return {
    [Symbol.dispose]() {
      if (!signal.aborted || checkpoint === undefined || !existsSync(checkpoint)) return;
      logger.info(
        `${checkpoint} keeps what was learned so far: the same command goes on from there`,
      );
    },
  };
}
