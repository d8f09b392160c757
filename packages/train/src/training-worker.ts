import { parentPort, workerData } from 'node:worker_threads';
import { withExitGuard } from '@presage/model';
import { learningRateAt } from './training-options.ts';
import type { TrainingMessage, TrainingWorkerData } from './training-protocol.ts';
import { createTrainingSession } from './training-session.ts';
import { planWindows, windowsPerRound } from './window-plan.ts';

// The thread that learning runs on: every step blocks it.

const port = parentPort;
if (!port) throw new TypeError('training-worker runs as a worker only');
const say = (message: TrainingMessage): void => port.postMessage(message);
const { job, guard: flags } = workerData as TrainingWorkerData;
const guarded = async <T>(call: () => Promise<T>): Promise<T> => withExitGuard({ flags }, call);

try {
  const session = await guarded(async () => createTrainingSession(job));
  const begin = performance.now();
  let step = job.from.step;
  let progress = step / job.totalSteps;
  while (progress < 1 && Atomics.load(job.stop, 0) === 0) {
    const rate = learningRateAt(progress, job.learningRate);
    const windows = planWindows(job.plan, step);
    const index = step;
    const loss = await guarded(async () => session.step(index, windows, rate));
    step += 1;
    const spent = (performance.now() - begin) / 1000 / job.maxSeconds;
    progress = Math.max(step / job.totalSteps, spent);
    say({ kind: 'step', step, loss, progress });
    if (step % windowsPerRound === 0 || progress >= 1) {
      say({ kind: 'checkpoint', checkpoint: session.checkpoint(step) });
    }
  }
  say({ kind: 'done' });
} catch (error) {
  say({ kind: 'failed', reason: error instanceof Error ? error.message : String(error) });
}
