import { join } from 'node:path';
import { evaluateClips } from '@presage/engine';
import { openModel } from '@presage/model';
import type { CommandContext } from '../frame/command-context.ts';
import type { CommandResult } from '../frame/command-result.ts';
import type { DeviceChoice } from '../options/device-option.ts';
import { checkApart } from '../output/check-apart.ts';
import { checkWritableFolder } from '../output/check-writable.ts';
import { unsupportedBudget } from '../score/unsupported-budget.ts';
import { createPhases } from '../terminal/phases.ts';
import { readZones } from '../zones/read-zones.ts';
import { evalSummaryText } from './eval-summary-text.ts';
import { evalWithProgress } from './eval-with-progress.ts';
import { evaluationFiles, writeEvaluation } from './write-evaluation.ts';

export interface RunEvalOptions {
  /** The model file. */
  readonly model: string;
  /** Folder of videos. */
  readonly clips: string;
  /** JSON file. */
  readonly labels: string;
  /** Videos. */
  readonly normal?: readonly string[];
  /** A day. Default: as the model was learned for. */
  readonly falseAlarms?: number;
  /** Frames that the model sees. Default: it never forgets within a clip. */
  readonly windowReset?: number;
  /** File of masks and zones. */
  readonly zones?: string;
  /** Folder of the page. Default: none is written. */
  readonly out?: string;
  readonly threads?: number;
  readonly device: DeviceChoice;
  readonly context: CommandContext;
}

/** Measures on labelled clips what a model is worth, and says it. */
export async function runEval(options: RunEvalOptions): Promise<CommandResult> {
  const { model: modelPath, clips, labels, normal, falseAlarms, windowReset, out } = options;
  const { device, threads, context } = options;
  const { signal, logger, progress } = context;
  const zones = options.zones === undefined ? undefined : await readZones(options.zones);
  if (out !== undefined) {
    const names = Object.values(evaluationFiles);
    const inputs = [modelPath, labels, ...(normal ?? [])];
    await checkApart({ inputs, outputs: names.map((name) => join(out, name)) });
    await checkWritableFolder(out, names);
  }
  using phases = createPhases(progress);
  await using model = await openModel(modelPath, {
    device,
    batching: 'off',
    ...(threads !== undefined && { threads }),
    signal,
  });
  const { summary, clips: scored } = await evalWithProgress(
    evaluateClips({
      model,
      clips,
      labels,
      ...(normal && { normal: normal.map((path) => ({ path })) }),
      ...(falseAlarms !== undefined && { falseAlarmsPerDay: falseAlarms }),
      ...(windowReset !== undefined && { windowFrames: windowReset }),
      ...(zones && { zones }),
      signal,
      logger,
    }),
    phases,
  );
  const doubt = unsupportedBudget(summary.threshold);
  if (doubt) logger.warn(doubt);
  const evaluation = { model: modelPath, ...summary };
  const files = out === undefined ? undefined : await writeEvaluation(out, { evaluation, scored });
  return {
    json: { ...evaluation, ...(files && { files }) },
    text: (style) =>
      [
        evalSummaryText({ modelPath, summary, style }),
        ...(files ? ['', ...Object.values(files)] : []),
      ].join('\n'),
  };
}
