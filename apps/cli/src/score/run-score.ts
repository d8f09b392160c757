import { join } from 'node:path';
import { checkReportFolder, reportFiles } from '@presage/report';
import type { CommandContext } from '../frame/command-context.ts';
import type { CommandResult } from '../frame/command-result.ts';
import type { DeviceChoice } from '../options/device-option.ts';
import { checkApart } from '../output/check-apart.ts';
import { checkWritableFolder } from '../output/check-writable.ts';
import { readZones } from '../zones/read-zones.ts';
import { createPhases } from '../terminal/phases.ts';
import { scoreResult } from './score-result.ts';
import { scoreToReport } from './score-to-report.ts';

export interface RunScoreOptions {
  readonly video: string;
  /** The model file. */
  readonly model: string;
  /** Folder of the report. */
  readonly out: string;
  /** Default: as the model was learned for. */
  readonly falseAlarms?: number;
  /** File of masks and zones. */
  readonly zones?: string;
  readonly start?: number;
  readonly duration?: number;
  readonly threads?: number;
  readonly device: DeviceChoice;
  readonly context: CommandContext;
}

/** Finds what is not normal in a video, writes the report, and says where it is. */
export async function runScore(options: RunScoreOptions): Promise<CommandResult> {
  const { video, model, out, falseAlarms, device, start, duration, threads, context } = options;
  const zones = options.zones === undefined ? undefined : await readZones(options.zones);
  const names = Object.values(reportFiles);
  const outputs = names.map((name) => join(out, name));
  await checkApart({ inputs: [video, model], outputs });
  await checkWritableFolder(out, names);
  await checkReportFolder(out);
  using phases = createPhases(context.progress);
  const scored = await scoreToReport({
    video: {
      path: video,
      ...(start !== undefined && { startSeconds: start }),
      ...(duration !== undefined && { durationSeconds: duration }),
    },
    modelPath: model,
    outputFolder: out,
    ...(falseAlarms !== undefined && { falseAlarmsPerDay: falseAlarms }),
    ...(zones && { zones }),
    device,
    ...(threads !== undefined && { threads }),
    phases,
    context,
  });
  return scoreResult(scored);
}
