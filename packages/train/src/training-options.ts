import type { ComparingNetworkSpec, Weights } from '@presage/model';
import type { Checkpoint } from './checkpoint.ts';
import type { Footage, FootageSpan } from './footage.ts';

export interface TrainingOptions {
  readonly spec: ComparingNetworkSpec;
  /** Normal footage, in frames as the spec's input wants them. */
  readonly footage: Footage;
  /** The parts of it to learn from. Default: all. */
  readonly spans?: readonly FootageSpan[];
  /** Optimiser steps in all, those of the checkpoint counted in. */
  readonly totalSteps: number;
  /** Sequences learned from at once. Default 4. */
  readonly batchSize?: number;
  /** Frames in time that gradients flow back through. Default 8. */
  readonly unrolledSteps?: number;
  /** End after this time, the learning rate falling by the clock instead of by the step. Default: never. */
  readonly maxSeconds?: number;
  /** Peak of the learning rate: reached after a short rise, then down to 0 along a cosine. Default 2e-3. */
  readonly learningRate?: number;
  /** Of weights and windows: without `maxSeconds`, the same seed, footage and options give the same weights. Default 1. */
  readonly seed?: number;
  /** Threads of ONNX Runtime. Default: one a core. */
  readonly threads?: number;
  /** Weights to start from instead of random ones, by name; not all need be there. */
  readonly initialWeights?: Weights;
  /** Where to go on. Default: from fresh weights. */
  readonly checkpoint?: Checkpoint;
}

/** Share of the learning in which the rate rises. */
const rise = 0.05;

/** The learning rate where `progress` (0..1) of the learning is done; `learningRate` is its peak. */
export function learningRateAt(progress: number, learningRate: number): number {
  if (progress < rise) return learningRate * (0.1 + (0.9 * progress) / rise);
  const fallen = Math.min(1, (progress - rise) / (1 - rise));
  return (learningRate * (1 + Math.cos(Math.PI * fallen))) / 2;
}
