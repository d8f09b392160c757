import { existsSync } from 'node:fs';
import { dirname } from 'node:path';
import { continueLearning, learnNormal, type FootageReview, type LeftOut } from '@presage/engine';
import type { CommandContext } from '../frame/command-context.ts';
import type { CommandResult } from '../frame/command-result.ts';
import { usageError } from '../frame/usage-error.ts';
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
  /** Go on from the model that is there. */
  readonly continue?: boolean;
  /** Default: once a day; where it goes on, as before. */
  readonly falseAlarms?: number;
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
  if (videos.length === 0 && !options.continue) {
    throw usageError(
      'learning needs a video of the camera: presage learn lobby-monday.mp4 --model lobby.onnx',
    );
  }
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
  const sources = videos.map((path) => ({
    path,
    ...(start !== undefined && { startSeconds: start }),
    ...(duration !== undefined && { durationSeconds: duration }),
  }));
  const settings = {
    ...(falseAlarms !== undefined && { falseAlarmsPerDay: falseAlarms }),
    ...(zones && { zones }),
    ...(options.leaveOut && { leaveOut: options.leaveOut }),
    onReview: (review: FootageReview) => {
      phases.end();
      return settleReview(review, options);
    },
    ...(maxMinutes !== undefined && { maxSeconds: maxMinutes * 60 }),
    ...(seed !== undefined && { seed }),
    ...(threads !== undefined && { threads }),
    ...(checkpoint !== undefined && { checkpoint }),
    signal,
    logger,
  };
  const { modelPath, summary } = await learnWithProgress(
    options.continue
      ? continueLearning({ ...settings, model, sources })
      : learnNormal({ ...settings, sources, output: model }),
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
