export { adam, adamStepSize, clipByNorm, type AdamOptions, type AdamState } from './adam.ts';
export type { Checkpoint } from './checkpoint.ts';
export { Footage, type FootageSpan, type SharedFootage } from './footage.ts';
export { differentiableOperators, gradients } from './gradient/gradients.ts';
export {
  buildTrainingGraph,
  type TrainingGraphOptions,
  type WindowShape,
} from './training-graph.ts';
export type { TrainingOptions } from './training-options.ts';
export { train, type TrainingEvent } from './train.ts';
export { readCheckpoint, writeCheckpoint, type TrainingTask } from './checkpoint-file.ts';
export { framesPerWindow } from './training-graph.ts';
