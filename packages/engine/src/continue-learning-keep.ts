import { stat } from 'node:fs/promises';
import { openModel } from '@presage/model';
import { markFootage, marksOf } from './continue-learning-marks.ts';
import { acceptEvent } from './feedback/accept-event.ts';
import { openHomeWriter } from './home/home-writer.ts';
import {
  footageRecords,
  patienceMs,
  type KeepLearnedOptions,
  type KeptLearned,
} from './keep-learned.ts';

export interface KeepContinuedOptions extends KeepLearnedOptions {
  readonly threads?: number | undefined;
  readonly signal: AbortSignal;
}

/**
 * Writes a model that learned on as a new version: what was marked normal until this very moment is
 * shown to it, so that it knows that again with its new weights.
 */
export async function keepContinued(options: KeepContinuedOptions): Promise<KeptLearned> {
  const { output, model: file, observations, sources, threads, signal, logger } = options;
  await using writer = await openHomeWriter(output, patienceMs);
  const home = await writer.home();
  await using model = await openModel(file, {
    signal,
    batching: 'off',
    ...(threads !== undefined && { threads }),
  });
  let { calibration } = options;
  const carried: number[] = [];
  for (const mark of marksOf(home)) {
    const { id, marked, video, start, end, peakScore, note } = mark;
    const footage = markFootage(home, mark);
    // Told where the clips were read.
    if (!(await stat(footage.path).catch(() => undefined))) continue;
    const accepted = await acceptEvent({
      calibration,
      observations,
      footage,
      // Whether it alarms or not: it was called normal.
      threshold: -Infinity,
      mark: { id, marked, video, start, end, peakScore, ...(note !== undefined && { note }) },
      model,
      signal,
    });
    ({ calibration } = accepted);
    carried.push(id);
  }
  signal.throwIfAborted();
  const { number } = await writer.add({
    file: { ...file, calibration },
    origin: 'continued',
    from: home.current?.number,
    footage: await footageRecords(sources),
    marks: carried,
    observations: await writer.keepObservations(observations),
  });
  if (carried.length > 0) logger.info(`marked events ${carried.join(', ')} stay normal`);
  return { version: number, calibration, warnings: [] };
}
