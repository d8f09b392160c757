import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import type { Zones } from '@presage/anomaly';
import { scoreVideo, type FootageSource } from '@presage/engine';
import { resolveFfmpeg } from '@presage/io';
import { openModel } from '@presage/model';
import { writeReport, type Report, type TimeMark } from '@presage/report';
import type { CommandContext } from '../frame/command-context.ts';
import type { DeviceChoice } from '../options/device-option.ts';
import type { Phases } from '../terminal/phases.ts';
import { collectScores } from './collect-scores.ts';
import { reportOptionsFrom } from './report-options-from.ts';
import type { ScoredVideo } from './scored-video.ts';
import { unsupportedBudget } from './unsupported-budget.ts';

export interface ScoreToReportOptions {
  readonly video: FootageSource;
  readonly modelPath: string;
  readonly outputFolder: string;
  /** Default: as the model was learned for. */
  readonly falseAlarmsPerDay?: number;
  /** Masks and zones, besides the model's own. */
  readonly zones?: Zones;
  readonly device: DeviceChoice;
  readonly threads?: number;
  /** What the report points out under its curve. */
  readonly marks?: readonly TimeMark[];
  readonly phases: Phases;
  readonly context: CommandContext;
}

/** Scores a video and writes the report of it. */
export async function scoreToReport(
  options: ScoreToReportOptions,
): Promise<{ readonly scored: ScoredVideo; readonly report: Report }> {
  const { video, modelPath, falseAlarmsPerDay, zones, device, threads, phases } = options;
  const { signal, logger, clock } = options.context;
  const { path: source, ...part } = video;
  const binaries = await resolveFfmpeg();
  await using model = await openModel(modelPath, {
    device,
    batching: 'off',
    ...(threads !== undefined && { threads }),
    signal,
  });
  const modelSha256 = createHash('sha256')
    .update(await readFile(modelPath))
    .digest('hex');
  const startedAt = new Date();
  const scored = await collectScores(
    scoreVideo({
      source,
      model,
      ...(falseAlarmsPerDay !== undefined && { falseAlarmsPerDay }),
      ...(zones && { zones }),
      ...part,
      signal,
      logger,
      clock,
    }),
    { source, startSeconds: video.startSeconds ?? 0, phases, logger },
  );
  const doubt = unsupportedBudget(scored.summary.threshold);
  if (doubt) logger.warn(doubt);

  const report = await writeReport({
    ...reportOptionsFrom({
      outputFolder: options.outputFolder,
      video,
      modelPath,
      modelSha256,
      model,
      scored,
      startedAt,
      binaries,
    }),
    ...(options.marks && { marks: options.marks }),
    signal,
    onProgress: (fraction) => phases.show('Writing the report', { fraction }),
  });
  phases.end();
  return { scored, report };
}
