import { rm } from 'node:fs/promises';
import { FatalError } from '@presage/core';
import type { Weights } from '@presage/model';
import {
  readCheckpoint,
  train,
  writeCheckpoint,
  type Checkpoint,
  type TrainingOptions,
} from '@presage/train';
import { concatMap, fromEvent, lastValueFrom, takeUntil } from 'rxjs';

export interface LearnWeightsOptions extends Omit<TrainingOptions, 'checkpoint'> {
  readonly seed: number;
  /** Where the state of learning is kept. Default: nowhere. */
  readonly checkpointPath?: string;
  readonly signal: AbortSignal;
  readonly onProgress: (progress: WeightsProgress) => void;
}

/** How far learning is. */
export interface WeightsProgress {
  readonly step: number;
  readonly totalSteps: number;
  readonly loss: number;
  /** 0 to 1: by steps, or by time where that is ahead. */
  readonly progress: number;
  readonly secondsLeft: number;
}

export interface LearnedWeights {
  readonly weights: Weights;
  /** Optimiser steps done. */
  readonly steps: number;
  /** Of the last step; undefined where the checkpoint left nothing to do. */
  readonly loss: number | undefined;
  /** Removes the checkpoint, which nobody needs once the model is written. */
  forget(): Promise<void>;
}

/** Least time between two writings of the checkpoint. */
const checkpointMs = 10_000;

/** Learns, keeping a checkpoint and telling how long it will take. */
export async function learnWeights(options: LearnWeightsOptions): Promise<LearnedWeights> {
  const { checkpointPath: path, signal, onProgress, ...training } = options;
  const { spec, seed, footage, totalSteps, batchSize, unrolledSteps, learningRate } = training;
  const task = {
    spec,
    seed,
    totalSteps,
    batchSize,
    unrolledSteps,
    learningRate,
    footage: footage.digest(training.spans),
  };
  const from = path === undefined ? undefined : await readCheckpoint(path, task);
  // An abort that is over is not heard below.
  signal.throwIfAborted();
  const begin = performance.now();
  const { maxSeconds = Infinity } = training;
  const stepsBefore = from?.step ?? 0;
  let last: Checkpoint | undefined = from;
  let loss: number | undefined;
  let written = begin;

  const events = train({ ...training, ...(from && { checkpoint: from }) }).pipe(
    takeUntil(fromEvent(signal, 'abort')),
    concatMap(async (event) => {
      if (event.kind === 'checkpoint') {
        last = event.checkpoint;
        const now = performance.now();
        if (path === undefined || now - written < checkpointMs) return;
        written = now;
        await writeCheckpoint(path, last, task);
        return;
      }
      loss = event.loss;
      const { step, progress } = event;
      const seconds = (performance.now() - begin) / 1000;
      const forSteps = ((totalSteps - step) * seconds) / (step - stepsBefore);
      const secondsLeft = Math.max(0, Math.min(forSteps, maxSeconds - seconds));
      onProgress({ step, totalSteps, loss, progress, secondsLeft });
    }),
  );
  await lastValueFrom(events, { defaultValue: undefined });
  if (signal.aborted && path !== undefined && last) await writeCheckpoint(path, last, task);
  signal.throwIfAborted();
  if (!last)
    throw new FatalError({ code: 'training-failed', message: 'learning ended without weights' });
  return {
    weights: last.weights,
    steps: last.step,
    loss,
    async forget() {
      if (path !== undefined) await rm(path, { force: true });
    },
  };
}
