import { parseCalibration, thresholdFor, type AnomalyScore } from '@presage/anomaly';
import { calibrateModelFile, replayScores, scoreVideo, type FootageSource } from '@presage/engine';
import { openModel, type Model } from '@presage/model';
import { filter, lastValueFrom, toArray } from 'rxjs';
import { learnModel } from '../footage/learned.ts';
import type { BudgetCount } from './budget-count.ts';

export interface CountFalseAlarmsOptions {
  readonly learned: readonly FootageSource[];
  readonly calibrated: readonly FootageSource[];
  readonly unseen: readonly FootageSource[];
  /** Budgets in alarms an hour. */
  readonly hourly: readonly number[];
  readonly steps: number;
  readonly signal: AbortSignal;
}

/** What a model of a camera told in footage that it had never seen. */
export interface FalseAlarms {
  readonly heldBackSeconds: number;
  readonly unseenSeconds: number;
  readonly counts: readonly BudgetCount[];
}

/** Learns, calibrates and watches as the commands do, each on footage of its own, and counts the alarms. */
export async function countFalseAlarms(options: CountFalseAlarmsOptions): Promise<FalseAlarms> {
  const { learned: sources, calibrated, unseen, hourly, steps, signal } = options;
  await using learned = await learnModel({ sources, steps, signal });
  await lastValueFrom(calibrateModelFile({ model: learned.path, sources: calibrated, signal }));
  await using model = await openModel(learned.path, { batching: 'off', signal });
  const calibration = parseCalibration(model.calibration);
  const thresholds = hourly.map((rate) => thresholdFor(calibration, rate * 24).value);
  const told = hourly.map(() => 0);
  let frames = 0;
  for (const source of unseen) {
    const scores = await scoresOf(source, model, signal);
    const replay = await replayScores(scores, { thresholds });
    frames += replay.judgedFrames;
    for (const [index, { events }] of replay.thresholds.entries()) told[index]! += events.length;
  }
  const unseenSeconds = frames / (model.description.needs?.frameRate ?? 1);
  return {
    heldBackSeconds: calibration.heldBack.seconds,
    unseenSeconds,
    counts: hourly.map((rate, index) => ({
      hourly: rate,
      told: told[index]!,
      wished: (rate * unseenSeconds) / 3600,
    })),
  };
}

async function scoresOf(
  { path, ...part }: FootageSource,
  model: Model,
  signal: AbortSignal,
): Promise<readonly AnomalyScore[]> {
  return lastValueFrom(
    scoreVideo({ source: path, model, ...part, signal }).pipe(
      filter((told) => told.kind === 'score'),
      toArray(),
    ),
  );
}
