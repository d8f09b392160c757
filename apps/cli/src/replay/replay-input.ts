import { extname } from 'node:path';
import {
  anomalies,
  parseCalibration,
  thresholdBasisOf,
  type ThresholdBasis,
} from '@presage/anomaly';
import {
  openModelHome,
  readScoresCsv,
  readThresholdBasis,
  scoreVideo,
  type StoredScore,
} from '@presage/engine';
import { openModel, readModelFile } from '@presage/model';
import { usageError } from '../frame/usage-error.ts';
import { collectScores } from '../score/collect-scores.ts';
import type { Phases } from '../terminal/phases.ts';
import { readZones } from '../zones/read-zones.ts';
import type { RunReplayOptions } from './run-replay.ts';

/** Scores to decide on again, and what thresholds for them follow from. */
export interface ReplayInput {
  readonly scores: AsyncIterable<StoredScore> | Iterable<StoredScore>;
  /** Absent where only thresholds that are given can be used. */
  readonly basis: ThresholdBasis | undefined;
}

/** Whether it is a file of scores, by its name. */
export const isScores = (path: string): boolean => extname(path).toLowerCase() === '.csv';

/** Opens kept scores, or has a model watch footage once. */
export async function replayInput(options: RunReplayOptions, phases: Phases): Promise<ReplayInput> {
  const { source, context } = options;
  if (!isScores(source)) return watched(options, phases);
  if (options.zones !== undefined) {
    throw usageError('--zones goes with a video: what masks leave out cannot be told from scores');
  }
  const modelPath = await modelPathOf(options);
  const basis =
    modelPath === undefined
      ? await readThresholdBasis(source)
      : thresholdBasisOf(parseCalibration((await readModelFile(modelPath)).calibration));
  return { scores: readScoresCsv(source, { signal: context.signal }), basis };
}

/** The model file, or that of one of its versions. */
async function modelPathOf({ model, modelVersion }: RunReplayOptions): Promise<string | undefined> {
  if (modelVersion === undefined) return model;
  if (model === undefined) throw usageError('--model-version goes with --model');
  return (await openModelHome(model)).versionPath(modelVersion);
}

async function watched(options: RunReplayOptions, phases: Phases): Promise<ReplayInput> {
  const { source, start, duration, threads, context } = options;
  const { signal, logger, clock } = context;
  const modelPath = await modelPathOf(options);
  if (modelPath === undefined) {
    throw usageError(
      `${source} is no scores.csv, so it is taken for a video, and needs the model that is to watch it: --model lobby.onnx`,
    );
  }
  const zones = options.zones === undefined ? undefined : await readZones(options.zones);
  await using model = await openModel(modelPath, {
    batching: 'off',
    ...(threads !== undefined && { threads }),
    signal,
  });
  const { calibration } = anomalies({ model });
  const { scores } = await collectScores(
    scoreVideo({
      source,
      model,
      ...(zones && { zones }),
      ...(start !== undefined && { startSeconds: start }),
      ...(duration !== undefined && { durationSeconds: duration }),
      signal,
      logger,
      clock,
    }),
    // Events at one threshold among several are no news.
    { source, startSeconds: start ?? 0, phases, logger: { ...logger, info: () => {} } },
  );
  return { scores, basis: thresholdBasisOf(calibration) };
}
