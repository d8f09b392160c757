import { scoreVideo } from '@presage/engine';
import { resolveFfmpeg } from '@presage/io';
import { openModel } from '@presage/model';
import { writeReport } from '@presage/report';
import type { CommandContext } from '../frame/command-context.ts';
import type { CommandResult } from '../frame/command-result.ts';
import type { DeviceChoice } from '../options/device-option.ts';
import { checkWritableFolder } from '../output/check-writable.ts';
import { createPhases } from '../terminal/phases.ts';
import { collectScores } from './collect-scores.ts';
import { reportOptionsFrom } from './report-options-from.ts';
import { scoreResult } from './score-result.ts';
import { unsupportedBudget } from './unsupported-budget.ts';

export interface RunScoreOptions {
  readonly video: string;
  /** The model file. */
  readonly model: string;
  /** Folder of the report. */
  readonly out: string;
  readonly falseAlarms: number;
  readonly start?: number;
  readonly duration?: number;
  readonly threads?: number;
  readonly device: DeviceChoice;
  readonly context: CommandContext;
}

/** Finds what is not normal in a video, writes the report, and says where it is. */
export async function runScore(options: RunScoreOptions): Promise<CommandResult> {
  const { video: source, model: modelPath, out, falseAlarms, device, context } = options;
  const { start, duration, threads } = options;
  const { signal, logger, progress, clock } = context;
  const part = {
    ...(start !== undefined && { startSeconds: start }),
    ...(duration !== undefined && { durationSeconds: duration }),
  };
  await checkWritableFolder(out);
  const binaries = await resolveFfmpeg();
  await using model = await openModel(modelPath, {
    device,
    ...(threads !== undefined && { threads }),
    signal,
  });
  using phases = createPhases(progress);
  const startedAt = new Date();
  const scored = await collectScores(
    scoreVideo({ source, model, falseAlarmsPerDay: falseAlarms, ...part, signal, logger, clock }),
    { source, startSeconds: start ?? 0, phases, logger },
  );
  const doubt = unsupportedBudget(scored.summary.threshold);
  if (doubt) logger.warn(doubt);

  const report = await writeReport({
    ...reportOptionsFrom({
      outputFolder: out,
      video: { path: source, ...part },
      modelPath,
      model,
      scored,
      startedAt,
      binaries,
    }),
    signal,
    onProgress: (fraction) => phases.show('Writing the report', { fraction }),
  });
  phases.end();
  return scoreResult({ scored, report });
}
