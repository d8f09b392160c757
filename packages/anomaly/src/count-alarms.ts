import { createDecider } from './decider.ts';
import type { Decision } from './decision.ts';
import type { TimedScore } from './timed-score.ts';

export interface CountAlarmsOptions {
  /** Score that starts an event. */
  readonly threshold: number;
  readonly decision: Decision;
}

const onePlace = { width: 1, height: 1 } as const;
const noHeatmap = new Float32Array(1);

/**
 * How many alarms there would have been: the events that the stream's own decider tells, so that what
 * a threshold is chosen by and what happens afterwards are the same thing. A gap begins a new stream.
 */
export function countAlarms(
  scores: readonly TimedScore[],
  { threshold, decision }: CountAlarmsOptions,
): number {
  const newDecider = () => createDecider({ streamId: '', grid: onePlace, threshold, decision });
  const leaveLevel = threshold * decision.leaveShare;
  let decider = newDecider();
  let alarms = 0;
  let wasHot = false;
  for (const { score, timestampUs, discontinuous } of scores) {
    if (discontinuous) decider = newDecider();
    const hot = score >= leaveLevel;
    // Of frames below the leave level only the first changes anything, and nearly all are below it.
    if (hot || wasHot) {
      const verdicts = decider.next({ timestampUs, score, warmUp: false, heatmap: noHeatmap });
      if (verdicts.some(({ kind }) => kind === 'event-start')) alarms += 1;
    }
    wasHot = hot;
  }
  return alarms;
}
