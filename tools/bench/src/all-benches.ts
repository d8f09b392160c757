import type { Bench } from './bench.ts';
import { demo } from './benches/demo.ts';
import { eventLoopDelay } from './benches/event-loop-delay.ts';
import { firstProgress } from './benches/first-progress.ts';
import { int8 } from './benches/int8.ts';
import { manyStreams } from './benches/many-streams.ts';
import { memory } from './benches/memory.ts';
import { pytorchStep } from './benches/pytorch-step.ts';
import { scoreFile } from './benches/score-file.ts';
import { soak } from './benches/soak.ts';
import { stepOverhead } from './benches/step-overhead.ts';
import { tfjsLayer } from './benches/tfjs-layer.ts';
import { trainStep } from './benches/train-step.ts';

/** In the order in which they run. */
export const allBenches: readonly Bench[] = [
  stepOverhead,
  pytorchStep,
  int8,
  tfjsLayer,
  manyStreams,
  eventLoopDelay,
  scoreFile,
  trainStep,
  firstProgress,
  demo,
  memory,
  soak,
];
