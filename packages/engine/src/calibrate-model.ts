import { observe, type Calibration, type Observation, type Zones } from '@presage/anomaly';
import { createMailbox, type FrameData } from '@presage/core';
import { frameNeedsOf, openModel, type ModelFile } from '@presage/model';
import type { Footage, FootageSpan } from '@presage/train';
import { lastValueFrom, tap, toArray } from 'rxjs';
import { calibrateAnew } from './calibrate-anew.ts';
import { spanFrames } from './span-frames.ts';

export interface CalibrateModelOptions {
  readonly model: ModelFile;
  readonly footage: Footage;
  /** What training did not see. */
  readonly spans: readonly FootageSpan[];
  readonly falseAlarmsPerDay: number;
  /** What was drawn on the picture. */
  readonly zones?: Zones | undefined;
  readonly threads?: number;
  readonly signal: AbortSignal;
  /** Called with the frames done and all frames. */
  readonly onProgress?: (frames: number, totalFrames: number) => void;
}

/** A calibration, and what it was measured on. */
export interface CalibratedOn {
  readonly calibration: Calibration;
  readonly observations: readonly Observation[];
}

/** Runs a model over held-back normal footage, as it will run over a camera, and calibrates on what it says. */
export async function calibrateModel(options: CalibrateModelOptions): Promise<CalibratedOn> {
  const { footage, spans, signal, threads, onProgress } = options;
  await using model = await openModel(options.model, {
    signal,
    batching: 'off',
    ...(threads !== undefined && { threads }),
  });
  const needs = frameNeedsOf(model, 'the model to calibrate');
  const totalFrames = spans.reduce((sum, { length }) => sum + length, 0);
  const mailbox = createMailbox({ delivery: 'every' });
  let done = 0;
  const observed = lastValueFrom(
    mailbox.frames.pipe(
      observe(model),
      tap(() => onProgress?.((done += 1), totalFrames)),
      toArray(),
    ),
  );
  const fed = feed(mailbox, spanFrames({ footage, spans, needs }));
  const [observations] = await Promise.all([observed, fed]);
  const { model: file, falseAlarmsPerDay, zones } = options;
  const calibration = calibrateAnew(observations, { model: file, falseAlarmsPerDay, zones });
  return { calibration, observations };
}

async function feed(
  mailbox: ReturnType<typeof createMailbox>,
  frames: Iterable<FrameData>,
): Promise<void> {
  for (const frame of frames) {
    await mailbox.ready();
    mailbox.put(frame);
  }
  mailbox.close();
}
