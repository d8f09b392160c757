import { forgetMarks, markNormal, openModelHome } from '@presage/engine';
import { parseCalibration } from '@presage/anomaly';
import { readModelFile } from '@presage/model';
import type { CommandContext } from '../frame/command-context.ts';
import type { CommandResult } from '../frame/command-result.ts';
import { usageError } from '../frame/usage-error.ts';
import { createPhases } from '../terminal/phases.ts';
import { feedbackWithProgress } from './feedback-with-progress.ts';
import { feedbackSummaryText } from './feedback-summary-text.ts';
import { forgetSummaryText } from './forget-summary-text.ts';
import { marksText } from './marks-text.ts';

export interface RunFeedbackOptions {
  /** The model file. */
  readonly model: string;
  /** Events that were normal. */
  readonly normal?: readonly string[];
  /** Marks that no longer count. */
  readonly forget?: readonly number[];
  readonly note?: string;
  readonly threads?: number;
  readonly context: CommandContext;
}

/** Tells a model what was normal, or takes that back, or lists it. */
export async function runFeedback(options: RunFeedbackOptions): Promise<CommandResult> {
  const { model, normal, forget, note, threads, context } = options;
  if (normal && forget) {
    throw usageError('give --normal or --forget, not both: each makes a version of its own');
  }
  if (note !== undefined && !normal)
    throw usageError('--note goes with --normal: it says what the events were');
  if (forget) {
    const summary = await forgetMarks(model, forget);
    return {
      json: { model, ...summary },
      text: (style) => forgetSummaryText({ modelPath: model, summary, style }),
    };
  }
  if (!normal) return listMarks(model);
  const { signal, logger, progress } = context;
  using phases = createPhases(progress);
  const { modelPath, summary } = await feedbackWithProgress(
    markNormal({
      model,
      events: normal,
      ...(note !== undefined && { note }),
      ...(threads !== undefined && { threads }),
      signal,
      logger,
    }),
    phases,
  );
  return {
    exitCode: summary.events.some(({ outcome }) => outcome === 'still-alarms') ? 1 : 0,
    json: { model: modelPath, ...summary },
    text: (style) => feedbackSummaryText({ modelPath, summary, style }),
  };
}

async function listMarks(model: string): Promise<CommandResult> {
  const { calibration } = await readModelFile(model);
  const { accepted = [] } = parseCalibration(calibration);
  const { marks: kept } = await openModelHome(model);
  const clips = new Map(kept.map(({ id, clip }) => [id, clip]));
  const marks = accepted.map(({ id, marked, video, start, end, peakScore, note }) => ({
    id,
    marked,
    video,
    start,
    end,
    peakScore,
    note,
    clip: clips.get(id),
  }));
  return { json: { model, marks }, text: () => marksText(marks) };
}
