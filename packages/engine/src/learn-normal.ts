import {
  placeMask,
  thresholdFor,
  type Grid,
  type ViewBaseline,
  type Zones,
} from '@presage/anomaly';
import { InputError, silentLogger, type Logger } from '@presage/core';
import { probeVideo } from '@presage/io';
import {
  buildStepModel,
  describeNetwork,
  encodeModelFile,
  type ModelFile,
  type ModelMetadata,
  type ComparingNetworkSpec,
  type Weights,
} from '@presage/model';
import { framesPerWindow } from '@presage/train';
import { basename } from 'node:path';
import type { Observable } from 'rxjs';
import { backgroundWeights } from './background-weights.ts';
import { calibrateModel } from './calibrate-model.ts';
import { calibratedOnNew } from './continue-learning-calibration.ts';
import { addClips } from './continue-learning-clips.ts';
import { keepContinued } from './continue-learning-keep.ts';
import { defaultNetwork } from './default-network.ts';
import { divideFootage } from './footage-parts.ts';
import type { LearnProgress, LearnSummary, LearnWarning } from './learn-progress.ts';
import { keepLearned } from './keep-learned.ts';
import { learnWeights } from './learn-weights.ts';
import { observableWork, type WorkContext } from './observable-work.ts';
import { readFootage, type FootageSource } from './read-footage.ts';
import type { LeftOut } from './review/leave-out.ts';
import { liftingMoment } from './review/lifting-moment.ts';
import { littleFootage } from './review/little-footage.ts';
import { normalPart } from './review/normal-part.ts';
import { nothingToPredict } from './review/nothing-to-predict.ts';
import { otherCameras } from './review/other-camera.ts';
import type { FootageReview } from './review/review-footage.ts';

export interface LearnNormalOptions {
  /** Video of one camera in which nothing unusual happens. */
  readonly sources: readonly FootageSource[];
  /** Where the model goes; what is there stays until the new one is complete. */
  readonly output: string;
  /** Kept in the model, for whoever scores with it. Default 1. */
  readonly falseAlarmsPerDay?: number;
  /** What was drawn on the picture, kept in the model; its masks are learned but never alarm. */
  readonly zones?: Zones;
  /** Parts of the footage that are not normal: nothing is learned from them. */
  readonly leaveOut?: readonly LeftOut[];
  /**
   * Told the least normal moments before learning begins; gives what else to leave out, and rejects
   * to stop. Default: nothing else is left out.
   */
  readonly onReview?: (review: FootageReview) => Promise<readonly LeftOut[]>;
  /** Default: {@link defaultNetwork} for the first source's shape. */
  readonly spec?: ComparingNetworkSpec;
  /** What learning goes on from, instead of anew: see `continueLearning`. */
  readonly earlier?: EarlierLearning;
  /** Optimiser steps. Default {@link defaultSteps}, a third of them where it goes on. */
  readonly steps?: number;
  /** End learning after this time. Default: never. */
  readonly maxSeconds?: number;
  /** Default 1. */
  readonly seed?: number;
  /** Threads of ONNX Runtime. Default: one a core. */
  readonly threads?: number;
  /** Keep the state of learning in this file, and go on from it where it exists; removed at the end. */
  readonly checkpoint?: string;
  /** Stops; the result errors with the signal's reason once everything is freed. */
  readonly signal?: AbortSignal;
  readonly logger?: Logger;
}

/** A model that is learned on. */
export interface EarlierLearning {
  readonly weights: Weights;
  /** Clips of events that were marked normal: learned from, and held back from nothing else. */
  readonly clips: readonly string[];
  /** How its camera's view is; undefined where it does not know. */
  readonly view?: ViewBaseline | undefined;
  /** Videos that it learned from and that are not among the sources now. Default: none. */
  readonly before?: readonly string[];
}

/** Sequences learned from at once, and frames that gradients flow back through. */
const window = { batchSize: 4, unrolledSteps: 8 } as const;
/** Optimiser steps. A third of them nearly does for the error, but what is found then hangs on the seed. */
const defaultSteps = 960;
/** The same where there are weights to go on from … */
const continuedSteps = 110;
/** … and the peak of the learning rate, which must not throw them away. */
const learningRates = { anew: 3e-3, continued: 1e-3 } as const;

/**
 * Learns what normal looks like: reads the footage, learns to predict most of it, measures on the rest
 * what normal errors are, and writes a model file that knows both. Nothing starts before the
 * subscription; unsubscribing stops and frees everything.
 *
 * Errors as `openVideo` does; InputError `footage-too-short`, `footage-too-long`,
 * `checkpoint-other`, `footage-blank`, `footage-frozen`, `leave-out-video`, `leave-out-range`,
 * `leave-out-everything`, `false-alarms-per-day`, `zones-all-masked`; the signal's reason.
 */
export function learnNormal(options: LearnNormalOptions): Observable<LearnProgress> {
  return observableWork((context) => run(options, context), options.signal);
}

async function run(
  options: LearnNormalOptions,
  { subscriber, signal }: WorkContext<LearnProgress>,
): Promise<void> {
  const {
    sources,
    output,
    falseAlarmsPerDay = 1,
    seed = 1,
    threads,
    logger = silentLogger,
  } = options;
  const begin = performance.now();
  const [first] = sources;
  if (!first) {
    throw new InputError({
      code: 'no-footage',
      message: 'learning needs at least one video and got none',
    });
  }
  const spec = options.spec ?? (await networkFor(first, signal));
  const needs = spec.input;
  // Masks that leave nothing are told before it learns.
  if (options.zones) placeMask(options.zones, gridOf(spec));
  const read = await readFootage(sources, {
    needs,
    signal,
    logger,
    onProgress: (progress) => subscriber.next({ kind: 'reading', ...progress }),
  });
  const { footage } = read;
  const elsewhere = otherCameras(footage, { ...read, baseline: options.earlier?.view, needs });
  for (const { message } of elsewhere) logger.warn(message);
  const normal = await normalPart({
    read,
    needs,
    leaveOut: options.leaveOut,
    onReview: options.onReview,
    signal,
    onProgress: (frames, totalFrames) =>
      subscriber.next({ kind: 'reviewing', frames, totalFrames }),
  });
  const looked = [...normal.warnings, ...littleFootage(normal.spans, needs.frameRate)];
  for (const { message } of looked) logger.warn(message);
  const parts = divideFootage({
    spans: normal.spans,
    windowFrames: framesPerWindow(spec, window),
    warmUpFrames: spec.warmUpFrames,
    frameRate: needs.frameRate,
  });

  const { earlier } = options;
  const windowFrames = framesPerWindow(spec, window);
  const clips = await addClips(earlier?.clips ?? [], { footage, needs, windowFrames, signal });
  const training = [...parts.training, ...clips.spans];
  const totalSteps = options.steps ?? (earlier ? continuedSteps : defaultSteps);
  const learned = await learnWeights({
    ...window,
    spec,
    footage,
    spans: training,
    totalSteps,
    learningRate: earlier ? learningRates.continued : learningRates.anew,
    initialWeights: earlier?.weights ?? backgroundWeights(spec, footage, parts.training),
    seed,
    ...(options.maxSeconds !== undefined && { maxSeconds: options.maxSeconds }),
    ...(threads !== undefined && { threads }),
    ...(options.checkpoint !== undefined && { checkpointPath: options.checkpoint }),
    signal,
    onProgress: (progress) => subscriber.next({ kind: 'training', ...progress }),
  });

  const short = cutShort(learned.steps, totalSteps);
  const ended = [
    ...clips.warnings,
    ...short,
    // What was not learned to the end says nothing about the footage.
    ...(short.length > 0 ? [] : nothingToPredict(footage, parts.training, learned.loss)),
    ...calibratedOnNew(earlier?.before ?? [], framesIn(parts.heldBack) / needs.frameRate),
  ];
  for (const { message } of ended) logger.warn(message);

  const uncalibrated = modelFile(spec, learned.weights, {});
  const { calibration, observations } = await calibrateModel({
    model: uncalibrated,
    footage,
    spans: parts.shown,
    falseAlarmsPerDay,
    zones: options.zones,
    ...(threads !== undefined && { threads }),
    signal,
    onProgress: (frames, totalFrames) =>
      subscriber.next({ kind: 'calibrating', frames, totalFrames }),
  });
  const lifting = liftingMoment({
    calibration,
    observations,
    timeline: read.timeline,
    frameRate: needs.frameRate,
    falseAlarmsPerDay,
  });
  for (const { message } of lifting) logger.warn(message);
  const model = modelFile(spec, learned.weights, {
    calibration,
    provenance: {
      learnedFrom: sources.map(({ path }) => basename(path)),
      learnedAt: new Date().toISOString(),
      frames: framesIn(normal.spans),
      ...(normal.leftOut.length > 0 && { leftOut: named(normal.leftOut) }),
      steps: learned.steps,
      seconds: Math.round((performance.now() - begin) / 1000),
    },
  });
  signal.throwIfAborted();
  const toKeep = { output, model, calibration, observations, sources, logger };
  const kept = await (earlier
    ? keepContinued({ ...toKeep, threads, signal })
    : keepLearned(toKeep));
  const threshold = thresholdFor(kept.calibration, falseAlarmsPerDay);
  await learned.forget();

  const summary: LearnSummary = {
    footageSeconds: framesIn(normal.spans) / needs.frameRate,
    trainFrames: framesIn(parts.training),
    heldBackFrames: framesIn(parts.heldBack),
    steps: learned.steps,
    ...(learned.loss !== undefined && { finalLoss: learned.loss }),
    threshold: threshold.value,
    falseAlarmsPerDay,
    supportedFalseAlarmsPerDay: threshold.supportedFalseAlarmsPerDay,
    supported: threshold.supported,
    heldBackSeconds: threshold.heldBackSeconds,
    neededSeconds: threshold.neededSeconds,
    ...(kept.version !== undefined && { version: kept.version }),
    parameters: describeNetwork(spec).parameterCount,
    leftOut: normal.leftOut,
    warnings: [...read.warnings, ...elsewhere, ...looked, ...ended, ...lifting, ...kept.warnings],
  };
  subscriber.next({ kind: 'done', modelPath: output, summary });
}

/** The grid of patches that a network's errors are given on. */
function gridOf({ input: { width, height }, patchSize }: ComparingNetworkSpec): Grid {
  return { width: width / patchSize, height: height / patchSize };
}

async function networkFor(
  { path }: FootageSource,
  signal: AbortSignal,
): Promise<ComparingNetworkSpec> {
  const { width, height } = await probeVideo(path, { signal });
  return defaultNetwork(width / height);
}

function modelFile(
  spec: ComparingNetworkSpec,
  weights: Weights,
  rest: Omit<ModelMetadata, 'description'>,
): ModelFile {
  const { onnx, description } = buildStepModel(spec, weights);
  const metadata = { description, ...rest };
  return { bytes: encodeModelFile(onnx, metadata), ...metadata };
}

/** As a model file tells it: with the names of videos, not where they lie. */
function named(parts: readonly LeftOut[]): LeftOut[] {
  return parts.map(({ video, ...part }) =>
    video === undefined ? part : { video: basename(video), ...part },
  );
}

function framesIn(spans: readonly { readonly length: number }[]): number {
  return spans.reduce((sum, { length }) => sum + length, 0);
}

/** A model that learned little finds little: its errors on normal footage are as large as on any other. */
function cutShort(steps: number, totalSteps: number): readonly LearnWarning[] {
  if (steps >= totalSteps) return [];
  return [
    {
      code: 'learning-cut-short',
      message: `learning ended by its time limit after ${steps} of ${totalSteps} steps, and will miss what a model that learned to the end finds; give it more time`,
    },
  ];
}
