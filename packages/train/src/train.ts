import { availableParallelism } from 'node:os';
import { FatalError } from '@presage/core';
import {
  createExitGuard,
  elementCount,
  initialWeights,
  pictureShape,
  seededRandom,
  spawnWorker,
  type Weights,
} from '@presage/model';
import { Observable } from 'rxjs';
import type { Checkpoint } from './checkpoint.ts';
import { checkTrainable } from './gradient/check-trainable.ts';
import { framesPerWindow } from './training-graph.ts';
import type { TrainingOptions } from './training-options.ts';
import type { TrainingJob, TrainingMessage, TrainingWorkerData } from './training-protocol.ts';
import { planWindows } from './window-plan.ts';

/** What learning says of itself. */
export type TrainingEvent =
  | {
      readonly kind: 'step';
      /** Steps done. */
      readonly step: number;
      readonly totalSteps: number;
      /** Mean squared error of the predictions; a picture's elements are 0..1. */
      readonly loss: number;
      /** How much of the learning is done, 0..1: by steps, or by time where that is ahead. */
      readonly progress: number;
    }
  /** The weights so far, every few steps and at the end. */
  | { readonly kind: 'checkpoint'; readonly checkpoint: Checkpoint };

/**
 * Learns a network's weights from footage, in a worker. Nothing starts before the subscription, and
 * its end ends the worker; the last checkpoint seen is where a later call can go on, to the very
 * same weights. Fails with InputError `network-not-trainable` where a layer has no gradient, with a
 * RangeError where the footage is shorter than a window or its frames are of another size than the
 * network's, and with FatalError `training-failed` where the worker fails.
 */
export function train(options: TrainingOptions): Observable<TrainingEvent> {
  return new Observable((subscriber) => {
    checkTrainable(options.spec);
    const job = jobFrom(options);
    checkFrameSize(options);
    // Says so here, and not from the worker, where the footage is too short.
    planWindows(job.plan, 0);
    const guard = createExitGuard();
    const worker = spawnWorker(import.meta.url, './training-worker', {
      name: 'presage-train',
      workerData: { job, guard: guard.flags } satisfies TrainingWorkerData,
    });
    worker.once('exit', () => guard[Symbol.dispose]());
    worker.on('message', (message: TrainingMessage) => {
      switch (message.kind) {
        case 'step':
          subscriber.next({ ...message, totalSteps: job.totalSteps });
          break;
        case 'checkpoint':
          subscriber.next(message);
          break;
        case 'done':
          subscriber.complete();
          break;
        case 'failed':
          subscriber.error(trainingFailed(message.reason));
      }
    });
    worker.on('error', (cause: unknown) => subscriber.error(trainingFailed(String(cause), cause)));
    worker.on('exit', (code) =>
      subscriber.error(trainingFailed(`its worker exited with code ${code}`)),
    );
    // Never terminate(): within a step that makes ONNX Runtime abort the process.
    return () => void Atomics.store(job.stop, 0, 1);
  });
}

function checkFrameSize({ spec, footage }: TrainingOptions): void {
  const needed = elementCount(pictureShape(spec.input));
  if (footage.frameBytes !== needed) {
    throw new RangeError(
      `frames of ${footage.frameBytes} bytes where the network takes ${needed}; decode the footage as its input wants it`,
    );
  }
}

function jobFrom(options: TrainingOptions): TrainingJob {
  const { spec, footage, totalSteps, threads = availableParallelism(), seed = 1 } = options;
  const { batchSize = 4, unrolledSteps = 8, learningRate = 2e-3, maxSeconds = Infinity } = options;
  return {
    spec,
    totalSteps,
    batchSize,
    unrolledSteps,
    learningRate,
    maxSeconds,
    threads,
    stop: new Int32Array(new SharedArrayBuffer(4)),
    footage: footage.share(),
    plan: {
      spans: options.spans ?? footage.spans,
      batchSize,
      windowFrames: framesPerWindow(spec, { batchSize, unrolledSteps }),
      stride: unrolledSteps,
      seed,
    },
    from: options.checkpoint ?? freshCheckpoint(options),
  };
}

function freshCheckpoint({
  spec,
  seed = 1,
  initialWeights: given = new Map(),
}: TrainingOptions): Checkpoint {
  const weights = new Map([...initialWeights(spec, seededRandom(seed)), ...given]);
  const zeros = (): Weights =>
    new Map([...weights].map(([name, data]) => [name, new Float32Array(data.length)]));
  return { step: 0, weights, means: zeros(), meanSquares: zeros() };
}

function trainingFailed(reason: string, cause?: unknown): FatalError {
  return new FatalError({ code: 'training-failed', message: `learning stopped: ${reason}`, cause });
}
