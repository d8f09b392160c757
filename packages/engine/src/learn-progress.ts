import type { LeftOut } from './review/leave-out.ts';

/** Something the user should know before trusting the result. */
export interface LearnWarning {
  /** Stable, for programs. */
  readonly code: string;
  /** For a person. */
  readonly message: string;
}

/** What learning came to. */
export interface LearnSummary {
  /** Media time that was read, in seconds. */
  readonly footageSeconds: number;
  /** Frames learned from. */
  readonly trainFrames: number;
  /** Frames kept aside to calibrate on. */
  readonly heldBackFrames: number;
  /** Optimiser steps. */
  readonly steps: number;
  /** Of the last step; absent where a checkpoint left nothing to do. */
  readonly finalLoss?: number;
  /** Score at which an event starts. */
  readonly threshold: number;
  /** False alarms a day that were asked for. */
  readonly falseAlarmsPerDay: number;
  /** The fewest false alarms a day that the footage can vouch for. */
  readonly supportedFalseAlarmsPerDay: number;
  /** Whether it can vouch for what was asked for; else the threshold is a guess. */
  readonly supported: boolean;
  /** Seconds of normal footage that false alarms were counted in. */
  readonly heldBackSeconds: number;
  /** Seconds of it that would vouch for what was asked for. */
  readonly neededSeconds: number;
  /** Its number among the model's versions; absent where none could be kept. */
  readonly version?: number;
  /** Number of weights. */
  readonly parameters: number;
  /** Parts of the footage that were not learned from. */
  readonly leftOut: readonly LeftOut[];
  readonly warnings: readonly LearnWarning[];
}

/** What learning tells, as it goes. */
export type LearnProgress =
  | {
      readonly kind: 'reading';
      readonly source: string;
      /** Media time read so far, in seconds. */
      readonly seconds: number;
      readonly totalSeconds?: number;
    }
  | {
      readonly kind: 'training';
      readonly step: number;
      readonly totalSteps: number;
      readonly loss: number;
      /** 0 to 1: by steps, or by time where that is ahead. */
      readonly progress: number;
      readonly secondsLeft: number;
    }
  | { readonly kind: 'reviewing'; readonly frames: number; readonly totalFrames: number }
  | { readonly kind: 'calibrating'; readonly frames: number; readonly totalFrames: number }
  | { readonly kind: 'done'; readonly modelPath: string; readonly summary: LearnSummary };
