import type { ExitGuard } from '@presage/model';
import type { Checkpoint } from './checkpoint.ts';
import type { SharedFootage } from './footage.ts';
import type { TrainingOptions } from './training-options.ts';
import type { WindowPlanOptions } from './window-plan.ts';

/** What is to be learned, and how. */
export interface TrainingJob extends Required<
  Pick<TrainingOptions, 'spec' | 'totalSteps' | 'batchSize' | 'unrolledSteps' | 'learningRate'>
> {
  readonly threads: number;
  readonly maxSeconds: number;
  readonly footage: SharedFootage;
  readonly plan: WindowPlanOptions;
  readonly from: Checkpoint;
  /** Shared; not 0 once learning is given up. The worker ends after its current step. */
  readonly stop: Int32Array<SharedArrayBuffer>;
}

/** What the training worker is started with. */
export interface TrainingWorkerData {
  readonly job: TrainingJob;
  /** Keeps the process from exiting within a step. */
  readonly guard: ExitGuard['flags'];
}

/** What the training worker says. */
export type TrainingMessage =
  | {
      readonly kind: 'step';
      readonly step: number;
      readonly loss: number;
      readonly progress: number;
    }
  | { readonly kind: 'checkpoint'; readonly checkpoint: Checkpoint }
  | { readonly kind: 'done' }
  | { readonly kind: 'failed'; readonly reason: string };
