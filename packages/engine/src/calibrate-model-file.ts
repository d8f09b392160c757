import {
  observe,
  placeMask,
  thresholdFor,
  type Calibration,
  type Observation,
  type Zones,
} from '@presage/anomaly';
import { InputError, silentLogger, type Logger } from '@presage/core';
import { openVideo } from '@presage/io';
import { frameNeedsOf, openModel, readModelFile, writeModelFile, type Model } from '@presage/model';
import { fromEvent, lastValueFrom, takeUntil, tap, toArray, type Observable } from 'rxjs';
import {
  calibrateAnew,
  calibratedOnLess,
  checkErrorOutput,
  earlierCalibration,
  errorGrid,
} from './calibrate-anew.ts';
import type { CalibrateProgress } from './calibrate-progress.ts';
import type { LearnWarning } from './learn-progress.ts';
import { keepVersion } from './home/home-writer.ts';
import { observableWork, type WorkContext } from './observable-work.ts';
import type { FootageSource } from './read-footage.ts';
import { createCameraCheck } from './review/other-camera.ts';

export interface CalibrateModelFileOptions {
  /** A model file that takes a video's frames and gives patch errors, calibrated or not. */
  readonly model: string;
  /** Normal video of the camera, which the model did not learn from. */
  readonly sources: readonly FootageSource[];
  /** Where the calibrated model goes. Default: in the place of `model`. */
  readonly output?: string;
  /** Kept in the model. Default: what is in it already, or 1. */
  readonly falseAlarmsPerDay?: number;
  /** Kept in the model; masks are left out of everything. Default: what is in it already. */
  readonly zones?: Zones;
  /** Threads of ONNX Runtime. Default: one a core, four at most. */
  readonly threads?: number;
  /** Stops; the result errors with the signal's reason once everything is freed. */
  readonly signal?: AbortSignal;
  readonly logger?: Logger;
}

/** Below so many frames after the warm-up nothing can be said. */
const leastFrames = 10;

/**
 * Measures on normal footage what a model's errors are like, as learning does on what it holds back,
 * and writes the model with that calibration in place of the one it had. Graph and provenance stay.
 * Footage that the model learned from makes a threshold that is too low, and cannot be told from
 * other. What is at `output` stays until the new file is complete. Nothing starts before the
 * subscription; unsubscribing stops and frees everything.
 *
 * Errors as `readModelFile`, `openModel` and `openVideo` do; InputError `model-takes-arrays`,
 * `model-error-output`, `no-footage`, `footage-too-short`, `calibration-newer`,
 * `false-alarms-per-day`, `zones-all-masked`; the signal's reason.
 */
export function calibrateModelFile(
  options: CalibrateModelFileOptions,
): Observable<CalibrateProgress> {
  return observableWork((context) => run(options, context), options.signal);
}

async function run(
  options: CalibrateModelFileOptions,
  context: WorkContext<CalibrateProgress>,
): Promise<void> {
  const { output = options.model, sources, threads, logger = silentLogger } = options;
  const { signal, subscriber } = context;
  const file = await readModelFile(options.model);
  const { frameRate } = frameNeedsOf(file, options.model);
  checkErrorOutput(file, options.model, 'what is normal is measured on');
  const earlier = earlierCalibration(file);
  // Masks that leave nothing are told before the footage is gone through.
  if (options.zones) placeMask(options.zones, errorGrid(file));
  if (sources.length === 0) {
    throw new InputError({
      code: 'no-footage',
      message: 'calibrating needs at least one video and got none',
    });
  }
  await using model = await openModel(file, {
    signal,
    batching: 'off',
    ...(threads !== undefined && { threads }),
  });
  const observations: Observation[] = [];
  const warnings: LearnWarning[] = [];
  for (const source of sources) {
    const last = observations.at(-1)?.timestampUs ?? 0;
    const said = await observeSource(source, { model, options, context, earlier });
    // One after the other in time too, as one stream with gaps.
    for (const each of said.observations) {
      observations.push({ ...each, timestampUs: each.timestampUs + last });
    }
    warnings.push(...said.warnings);
  }

  const { warmUpFrames } = file.description;
  checkLongEnough(observations, { warmUpFrames, frameRate });
  const { falseAlarmsPerDay, zones } = options;
  const calibration = calibrateAnew(observations, {
    model: file,
    earlier,
    falseAlarmsPerDay,
    zones,
  });
  const threshold = thresholdOf(calibration);
  signal.throwIfAborted();
  await writeModelFile(output, { ...file, calibration });
  await keepVersion(output, { origin: 'calibrated', observations });
  const own = calibratedOnLess(earlier, calibration);
  for (const { message } of own) logger.warn(message);
  subscriber.next({
    kind: 'done',
    modelPath: output,
    summary: {
      footageSeconds: observations.length / frameRate,
      frames: calibration.heldBack.frames,
      threshold: threshold.value,
      ...(earlier && { thresholdBefore: thresholdOf(earlier).value }),
      falseAlarmsPerDay: calibration.falseAlarmsPerDay ?? 1,
      supportedFalseAlarmsPerDay: threshold.supportedFalseAlarmsPerDay,
      supported: threshold.supported,
      heldBackSeconds: threshold.heldBackSeconds,
      neededSeconds: threshold.neededSeconds,
      warnings: [...warnings, ...own],
    },
  });
}

const thresholdOf = (calibration: Calibration) =>
  thresholdFor(calibration, calibration.falseAlarmsPerDay ?? 1);

interface Observing {
  readonly model: Model;
  readonly options: CalibrateModelFileOptions;
  readonly context: WorkContext<CalibrateProgress>;
  readonly earlier: Calibration | undefined;
}

/** Shows a source to the model, as a camera's frames come: none of them is kept. */
async function observeSource(
  { path, startSeconds = 0, durationSeconds }: FootageSource,
  { model, options, earlier, context: { subscriber, signal } }: Observing,
): Promise<{ observations: readonly Observation[]; warnings: readonly LearnWarning[] }> {
  const { logger = silentLogger } = options;
  const camera = createCameraCheck({ baseline: earlier?.view, video: path });
  const elsewhere: LearnWarning[] = [];
  await using video = await openVideo(path, { startSeconds, durationSeconds, signal, logger });
  const totalSeconds = Math.min(
    (video.info.durationSeconds ?? Infinity) - startSeconds,
    durationSeconds ?? Infinity,
  );
  const observations = await lastValueFrom(
    video.frames(frameNeedsOf(model, options.model)).pipe(
      observe(model),
      tap(({ view, timestampUs }) => {
        const warning = camera.next(view, timestampUs);
        if (warning) {
          elsewhere.push(warning);
          logger.warn(warning.message);
        }
        subscriber.next({
          kind: 'calibrating',
          source: path,
          seconds: timestampUs / 1e6 - startSeconds,
          ...(Number.isFinite(totalSeconds) && { totalSeconds }),
        });
      }),
      takeUntil(fromEvent(signal, 'abort')),
      toArray(),
    ),
  );
  signal.throwIfAborted();
  const own = video.warnings.map(({ code, message }) => ({ code, message }));
  return { observations, warnings: [...elsewhere, ...own] };
}

function checkLongEnough(
  observations: readonly Observation[],
  { warmUpFrames, frameRate }: { readonly warmUpFrames: number; readonly frameRate: number },
): void {
  const judged = observations.filter(({ warmUp }) => !warmUp).length;
  if (judged >= leastFrames) return;
  const needed = (warmUpFrames + leastFrames) / frameRate;
  const got = observations.length / frameRate;
  throw new InputError({
    code: 'footage-too-short',
    message: `calibrating needs at least ${needed.toFixed(1)} s of normal video without a break and got ${got.toFixed(1)} s, ${judged} frames of it after the warm-up; give a longer one: some minutes are a good start`,
    fields: { frames: judged, neededSeconds: needed },
  });
}
