import { createDecider, defaultDecision, type Decision, type ScorePoint } from '@presage/anomaly';
import type { StoredScore } from './read-scores-csv.ts';

/** An event that there would have been. Times are seconds of media time. */
export interface ReplayedEvent {
  readonly start: number;
  readonly end: number;
  /** When it would have been told. */
  readonly announced: number;
  readonly peak: ScorePoint;
}

/** What a threshold would have alarmed on. */
export interface ReplayedThreshold {
  readonly threshold: number;
  readonly events: readonly ReplayedEvent[];
}

/** What stored scores come to, threshold by threshold. */
export interface Replay {
  /** In the order in which they were given. */
  readonly thresholds: readonly ReplayedThreshold[];
  readonly frames: number;
  /** Frames after the warm-up. */
  readonly judgedFrames: number;
  /** Media time from the first frame to the last, in seconds. */
  readonly mediaSeconds: number;
  readonly largestScore: number;
}

export interface ReplayOptions {
  readonly thresholds: readonly number[];
  /** Default: the default decision. */
  readonly decision?: Decision;
}

const onePlace = { width: 1, height: 1 } as const;
const noHeatmap = new Float32Array(1);

/**
 * Decides again on scores that were kept, in one pass for all thresholds, by the decider that watches
 * live: with the same threshold the events are the same. Faults of the view are not in stored scores,
 * so events that one kept back count here.
 */
export async function replayScores(
  scores: AsyncIterable<StoredScore> | Iterable<StoredScore>,
  { thresholds, decision = defaultDecision }: ReplayOptions,
): Promise<Replay> {
  const runs = thresholds.map((threshold) => ({
    threshold,
    decider: createDecider({ streamId: 'replay', grid: onePlace, threshold, decision }),
    events: [] as ReplayedEvent[],
  }));
  type Verdicts = ReturnType<(typeof runs)[number]['decider']['next']>;
  const keep = (events: ReplayedEvent[], verdicts: Verdicts) => {
    for (const { kind, event } of verdicts) {
      if (kind !== 'event-end') continue;
      const { start, end, announced, peak } = event;
      events.push({ start, end, announced, peak });
    }
  };
  let frames = 0;
  let judgedFrames = 0;
  let firstUs: number | undefined;
  let lastUs = 0;
  let largestScore = -Infinity;
  for await (const frame of scores) {
    frames += 1;
    firstUs ??= frame.timestampUs;
    lastUs = frame.timestampUs;
    if (!frame.warmUp) {
      judgedFrames += 1;
      largestScore = Math.max(largestScore, frame.score);
    }
    for (const { decider, events } of runs) {
      keep(events, decider.next({ ...frame, heatmap: noHeatmap }));
    }
  }
  for (const { decider, events } of runs) keep(events, decider.finish());
  return {
    thresholds: runs.map(({ threshold, events }) => ({ threshold, events })),
    frames,
    judgedFrames,
    mediaSeconds: (lastUs - (firstUs ?? 0)) / 1e6,
    largestScore,
  };
}
