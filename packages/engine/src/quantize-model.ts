import { correlation, thresholdFor, type Calibration } from '@presage/anomaly';
import { silentLogger, type FrameNeeds, type Logger } from '@presage/core';
import {
  frameNeedsOf,
  halveModel,
  measureActivations,
  observedModel,
  quantiseModel,
  readModelFile,
  writeModelFile,
  type ModelFile,
  type ReducedPrecision,
} from '@presage/model';
import type { Footage } from '@presage/train';
import type { Observable } from 'rxjs';
import {
  calibrateAnew,
  calibratedOnLess,
  checkErrorOutput,
  earlierCalibration,
} from './calibrate-anew.ts';
import { divideFootage, type FootageParts } from './footage-parts.ts';
import { observableWork, type WorkContext } from './observable-work.ts';
import { openModelPair, steadyScores, type ModelObservations } from './quantize-compare.ts';
import { judgeLabelled, labelledClips, type LabelledClips } from './quantize-judge.ts';
import type { QuantizeProgress, QuantizeSummary } from './quantize-progress.ts';
import { readFootage, type FootageSource } from './read-footage.ts';
import { spanFrames } from './span-frames.ts';

export interface QuantizeModelOptions {
  /** A model file, of `float32`, that takes a video's frames and gives patch errors. */
  readonly model: string;
  /** Normal video of the model's camera; best what it was not learned from. */
  readonly sources: readonly FootageSource[];
  /** Where the new model goes; what is there stays until the new one is complete. */
  readonly output: string;
  /** Default `int8`. */
  readonly precision?: ReducedPrecision;
  /** Compare both models on these too. */
  readonly labelled?: LabelledClips;
  /** Threads of ONNX Runtime. Default: one a core, four at most. */
  readonly threads?: number;
  /** Stops; the result errors with the signal's reason once everything is freed. */
  readonly signal?: AbortSignal;
  readonly logger?: Logger;
}

/** Below this, scores of normal footage are no longer those of the model that was given. */
const wantedCorrelation = 0.99;

/**
 * Makes a model compute in fewer bits: measures on most of the footage how far its activations reach,
 * rewrites it, and on the rest calibrates its scores anew and tells what it cost. The model is written
 * however well its scores agree; the summary has a warning where that is too little. Nothing starts
 * before the subscription; unsubscribing stops and frees everything.
 *
 * Errors as `readModelFile` and `openVideo` do; InputError `model-takes-arrays`, `model-error-output`,
 * `precision-chosen`, `precision-nothing-to-do`, `precision-operator-set`, `footage-too-short`,
 * `footage-too-long`, `labels-unreadable`, `clip-unlabelled`; the signal's reason.
 */
export function quantizeModel(options: QuantizeModelOptions): Observable<QuantizeProgress> {
  return observableWork((context) => run(options, context), options.signal);
}

async function run(
  options: QuantizeModelOptions,
  { subscriber, signal }: WorkContext<QuantizeProgress>,
): Promise<void> {
  const { sources, output, precision = 'int8', threads, logger = silentLogger } = options;
  const given = await readModelFile(options.model);
  const needs = frameNeedsOf(given, options.model);
  const left = checkRewritable(given, options.model, precision);
  const clips = options.labelled ? await labelledClips(options.labelled) : [];
  const { footage, warnings } = await readFootage(sources, {
    needs,
    signal,
    logger,
    onProgress: (progress) => subscriber.next({ kind: 'reading', ...progress }),
  });
  const parts = partsOf(footage, given, needs);

  const count = (kind: 'measuring' | 'comparing', totalFrames: number) => {
    let frames = 0;
    return () => subscriber.next({ kind, frames: (frames += 1), totalFrames });
  };
  const calibrationFrames = framesIn(parts.training);
  const running = { signal, ...(threads !== undefined && { threads }) };
  const after =
    precision === 'float16'
      ? halveModel(given)
      : quantiseModel(
          given,
          await measureActivations(given, spanFrames({ footage, spans: parts.training, needs }), {
            ...running,
            onStep: count('measuring', calibrationFrames),
          }),
        );

  await using pair = await openModelPair({ before: given, after }, running);
  const said = await pair.observe(
    spanFrames({ footage, spans: parts.shown, needs }),
    count('comparing', framesIn(parts.shown)),
  );
  const old = earlierCalibration(given);
  const calibrated = (observations: ModelObservations['observations']): Calibration =>
    calibrateAnew(observations, { model: given, earlier: old });
  const calibration = calibrated(said.after.observations);
  // Both on the same footage: what is compared is what they compute, not what they were calibrated on.
  const calibrations = { before: calibrated(said.before.observations), after: calibration };
  const scores = {
    before: steadyScores(said.before.observations, calibrations.before),
    after: steadyScores(said.after.observations, calibrations.after),
  };
  const agreement = correlation(
    scores.before.map(({ score }) => score),
    scores.after.map(({ score }) => score),
  );
  const labelled =
    clips.length > 0
      ? await judgeLabelled(clips, {
          pair,
          needs,
          calibrations,
          signal,
          logger,
          onFrame: (frames, totalFrames) =>
            subscriber.next({ kind: 'judging', frames, totalFrames }),
        })
      : undefined;

  signal.throwIfAborted();
  await writeModelFile(output, { ...after, calibration });
  const own = warningsOf({ agreement, old, calibration });
  for (const { message } of own) logger.warn(message);
  const falseAlarmsPerDay = calibration.falseAlarmsPerDay ?? 1;
  const threshold = thresholdFor(calibration, falseAlarmsPerDay);
  const summary: QuantizeSummary = {
    precision,
    left,
    footageSeconds: footage.length / needs.frameRate,
    calibrationFrames,
    heldBackFrames: scores.after.length,
    correlation: agreement,
    wantedCorrelation,
    stepMs: { before: median(said.before.stepMs), after: median(said.after.stepMs) },
    bytes: { before: given.bytes.length, after: after.bytes.length },
    threshold: threshold.value,
    falseAlarmsPerDay,
    supportedFalseAlarmsPerDay: threshold.supportedFalseAlarmsPerDay,
    ...(labelled && { labelled }),
    warnings: [...warnings.map(({ code, message }) => ({ code, message })), ...own],
  };
  subscriber.next({ kind: 'done', modelPath: output, summary });
}

/** Before hours go into reading footage. Returns the names of convolutions that stay as they are. */
function checkRewritable(
  file: ModelFile,
  name: string,
  precision: ReducedPrecision,
): readonly string[] {
  checkErrorOutput(file, name, 'what fewer bits cost is measured on');
  if (precision === 'int8') return observedModel(file).left;
  halveModel(file);
  return [];
}

function partsOf(footage: Footage, { description }: ModelFile, needs: FrameNeeds): FootageParts {
  const { warmUpFrames } = description;
  return divideFootage({
    spans: footage.spans,
    windowFrames: warmUpFrames + 1,
    warmUpFrames,
    frameRate: needs.frameRate,
    purpose: 'computing in fewer bits',
  });
}

function warningsOf({
  agreement,
  old,
  calibration,
}: {
  readonly agreement: number;
  readonly old: Calibration | undefined;
  readonly calibration: Calibration;
}): QuantizeSummary['warnings'] {
  const warnings: { code: string; message: string }[] = [];
  if (!(agreement >= wantedCorrelation)) {
    warnings.push({
      code: 'precision-too-low',
      message: `the scores of normal footage agree with those of the model that was given by a correlation of ${agreement.toFixed(3)} only, and ${wantedCorrelation} is wanted: this model may alarm otherwise; give more normal footage, or keep the model that was given`,
    });
  }
  return [...warnings, ...calibratedOnLess(old, calibration)];
}

function framesIn(spans: readonly { readonly length: number }[]): number {
  return spans.reduce((sum, { length }) => sum + length, 0);
}

function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}
