import { realpath } from 'node:fs/promises';
import { dirname } from 'node:path';
import { calibrateModelFile } from '@presage/engine';
import type { CommandContext } from '../frame/command-context.ts';
import type { CommandResult } from '../frame/command-result.ts';
import { checkApart } from '../output/check-apart.ts';
import { checkModelReplaceable } from '../output/check-model-replaceable.ts';
import { checkWritableFile } from '../output/check-writable.ts';
import { makeFolder } from '../output/make-folder.ts';
import { createPhases } from '../terminal/phases.ts';
import { readZones } from '../zones/read-zones.ts';
import { calibrateSummaryText } from './calibrate-summary-text.ts';
import { calibrateWithProgress } from './calibrate-with-progress.ts';

export interface RunCalibrateOptions {
  /** The model file that is given. */
  readonly model: string;
  /** Normal video. */
  readonly normal: readonly string[];
  /** Default: the model's own place. */
  readonly out?: string;
  readonly falseAlarms?: number;
  /** File of masks and zones. */
  readonly zones?: string;
  readonly start?: number;
  readonly duration?: number;
  readonly threads?: number;
  readonly context: CommandContext;
}

/** Calibrates a model on normal video, and says what came of it. */
export async function runCalibrate(options: RunCalibrateOptions): Promise<CommandResult> {
  const { model, normal, falseAlarms, start, duration, threads, context } = options;
  const { signal, logger, progress } = context;
  const zones = options.zones === undefined ? undefined : await readZones(options.zones);
  // Through links, so that they go on leading to the model.
  const output = options.out ?? (await realpath(model).catch(() => model));
  await checkApart({ inputs: normal, outputs: [output] });
  // In its own place, what is no model is told as such when it is read.
  if (options.out !== undefined) await checkModelReplaceable(output);
  await checkWritableFile(output);
  await using folders = new AsyncDisposableStack();
  if (options.out !== undefined) folders.use(await makeFolder(dirname(output)));
  signal.throwIfAborted();

  using phases = createPhases(progress);
  const { modelPath, summary } = await calibrateWithProgress(
    calibrateModelFile({
      model,
      sources: normal.map((path) => ({
        path,
        ...(start !== undefined && { startSeconds: start }),
        ...(duration !== undefined && { durationSeconds: duration }),
      })),
      output,
      ...(falseAlarms !== undefined && { falseAlarmsPerDay: falseAlarms }),
      ...(zones && { zones }),
      ...(threads !== undefined && { threads }),
      signal,
      logger,
    }),
    phases,
  );
  return {
    json: { model: modelPath, ...summary },
    text: (style) => calibrateSummaryText({ modelPath, summary, style }),
  };
}
