import { realpath } from 'node:fs/promises';
import { dirname } from 'node:path';
import { parseCalibration, type Calibration } from '@presage/anomaly';
import { changeThreshold, type ThresholdChange } from '@presage/engine';
import { readModelFile } from '@presage/model';
import type { CommandContext } from '../frame/command-context.ts';
import type { CommandResult } from '../frame/command-result.ts';
import { usageError } from '../frame/usage-error.ts';
import { checkModelReplaceable } from '../output/check-model-replaceable.ts';
import { checkWritableFile } from '../output/check-writable.ts';
import { makeFolder } from '../output/make-folder.ts';
import { falseAlarms } from '../terminal/false-alarms.ts';
import { formatDuration } from '../terminal/format-duration.ts';
import { formatScore } from '../terminal/format-score.ts';
import type { Style } from '../terminal/style.ts';
import { vouching } from '../terminal/vouching.ts';
import { thresholdRows } from './threshold-rows.ts';
import { thresholdTable } from './threshold-table.ts';

export interface RunThresholdOptions {
  readonly model: string;
  /** A day. Default: none is written, and what there is is shown. */
  readonly falseAlarms?: number;
  /** Default: the model's own place. */
  readonly out?: string;
  readonly context: CommandContext;
}

/** Shows a model's thresholds, or writes into it how often it may alarm falsely. */
export async function runThreshold(options: RunThresholdOptions): Promise<CommandResult> {
  const { model, falseAlarms: wish, context } = options;
  if (wish === undefined) {
    if (options.out !== undefined) {
      throw usageError('--out goes with --false-alarms: without it nothing is written');
    }
    const { calibration } = await readModelFile(model);
    return shown(model, parseCalibration(calibration));
  }
  const output = options.out ?? (await realpath(model).catch(() => model));
  if (options.out !== undefined) await checkModelReplaceable(output);
  await checkWritableFile(output);
  await using folders = new AsyncDisposableStack();
  if (options.out !== undefined) folders.use(await makeFolder(dirname(output)));
  context.signal.throwIfAborted();
  const change = await changeThreshold({ model, falseAlarmsPerDay: wish, output });
  return {
    json: { model: output, ...change },
    text: (style) => changeText({ output, change, style }),
  };
}

function shown(model: string, calibration: Calibration): CommandResult {
  const { heldBack } = calibration;
  const wished = calibration.falseAlarmsPerDay ?? 1;
  const rows = thresholdRows(calibration);
  const measured = `measured on ${formatDuration(heldBack.seconds)} of normal video that was held back`;
  return {
    json: { model, falseAlarmsPerDay: wished, heldBackSeconds: heldBack.seconds, thresholds: rows },
    text: (style) =>
      [
        `${style.bold(model)} is set to ${falseAlarms(wished)}; ${measured}.`,
        '',
        thresholdTable(rows, wished),
      ].join('\n'),
  };
}

interface ChangeTextOptions {
  readonly output: string;
  readonly change: ThresholdChange;
  readonly style: Style;
}

function changeText({ output, change: { before, after }, style }: ChangeTextOptions): string {
  const was = `${formatScore(before.value)}, for ${falseAlarms(before.wishedFalseAlarmsPerDay)}`;
  return [
    `${style.bold(output)} is set to ${falseAlarms(after.wishedFalseAlarmsPerDay)}.`,
    `  alarms    at a score of ${formatScore(after.value)} (was ${was})`,
    ...vouching(after).map((line) => `            ${line}`),
  ].join('\n');
}
