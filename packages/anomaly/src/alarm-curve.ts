import { alarmHeights } from './alarm-heights.ts';
import { countAlarms } from './count-alarms.ts';
import type { Decision } from './decision.ts';
import type { TimedScore } from './timed-score.ts';

/** How many alarms normal footage would have given. */
export interface AlarmCount {
  readonly threshold: number;
  /** At this threshold or any above it, whichever gives most. */
  readonly alarms: number;
}

/** Thresholds that are tried: all of the highest, and then ever fewer. */
const mostTried = 160;

/**
 * Alarms against threshold, from the highest threshold that gives one alarm down to the lowest that
 * gives more than any above it. Below that, lower thresholds only make events run into each other.
 */
export function alarmCurve(scores: readonly TimedScore[], decision: Decision): AlarmCount[] {
  const curve: AlarmCount[] = [];
  let most = 0;
  for (const threshold of candidates(scores, decision)) {
    const alarms = countAlarms(scores, { threshold, decision });
    if (alarms > most) curve.push({ threshold, alarms });
    most = Math.max(most, alarms);
  }
  return curve;
}

/** Local peaks of what would alarm, highest first: between two of them the count hardly changes. */
function candidates(scores: readonly TimedScore[], decision: Decision): readonly number[] {
  const heights = alarmHeights(scores, decision);
  const peaks = heights.filter(
    (height, index) =>
      height > 0 &&
      height >= (heights[index - 1] ?? -Infinity) &&
      height > (heights[index + 1] ?? -Infinity),
  );
  const sorted = [...new Set(peaks)].toSorted((a, b) => b - a);
  if (sorted.length <= mostTried) return sorted;
  // Densest at the top: the square of an even step.
  const last = sorted.length - 1;
  const indices = Array.from({ length: mostTried }, (_, step) =>
    Math.max(step, Math.round(last * (step / (mostTried - 1)) ** 2)),
  );
  return [...new Set(indices)].map((index) => sorted[index]!);
}
