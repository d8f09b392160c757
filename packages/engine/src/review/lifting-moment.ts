import { basename } from 'node:path';
import {
  calibrate,
  heldOutScores,
  thresholdFor,
  type Calibration,
  type Observation,
} from '@presage/anomaly';
import type { LearnWarning } from '../learn-progress.ts';
import { originOf, type FootageTimeline } from './footage-timeline.ts';

export interface LiftingMomentOptions {
  readonly calibration: Calibration;
  /** Of held-back footage in memory: a frame's media time is its place there over the frame rate. */
  readonly observations: readonly Observation[];
  readonly timeline: FootageTimeline;
  /** Frames a second. */
  readonly frameRate: number;
  readonly falseAlarmsPerDay: number;
}

/** In less footage each moment is one of few, and none stands alone. */
const leastFootageSeconds = 20;
/** The highest alarm must be so much higher than the next that a closer look is worth its time. */
const leastLead = 1.3;
/** Told where the threshold without the moment is less than this part of the one with it. */
const leastKept = 2 / 3;
/** A moment goes as far as scores stay above this part of its peak … */
const momentShare = 0.5;
/** … and some seconds on either side, in which a model's memory of it fades. */
const marginSeconds = 1;

/**
 * Tells of a single moment of the held-back footage that lifts the threshold by much: what is not
 * normal there makes a model that alarms at nothing less.
 */
export function liftingMoment(options: LiftingMomentOptions): readonly LearnWarning[] {
  const { calibration, observations, timeline, frameRate, falseAlarmsPerDay } = options;
  if (calibration.heldBack.seconds < leastFootageSeconds) return [];
  const [highest, next] = calibration.tail.counts;
  if (!highest || highest.threshold < leastLead * (next?.threshold ?? calibration.tail.level))
    return [];
  const { first, last } = momentOf(observations, calibration);
  const margin = Math.round(marginSeconds * frameRate);
  const [begin, end] = [Math.max(0, first - margin), last + margin];
  const rest = [
    ...observations.slice(0, begin),
    ...observations
      .slice(end + 1)
      .map((each, index) => (index === 0 ? { ...each, discontinuous: true } : each)),
  ];
  // Too little is left to say what it would be without.
  if (rest.length < observations.length / 2) return [];
  const { grid, scoring, masks, accepted } = calibration;
  const without = calibrate(rest, { grid, scoring, frameRate, accepted, ...(masks && { masks }) });
  const threshold = thresholdFor(calibration, falseAlarmsPerDay).value;
  const lower = inUnitOf(calibration, without, thresholdFor(without, falseAlarmsPerDay).value);
  if (lower >= leastKept * threshold) return [];
  const from = placeOf(observations[begin]!, { timeline, frameRate });
  const to = placeOf(observations[Math.min(end, observations.length - 1)]!, {
    timeline,
    frameRate,
  });
  // A moment lies in one video: its margin may not.
  const seconds = to.path === from.path ? to.seconds : from.seconds + (end - begin) / frameRate;
  const name = basename(from.path);
  const part = `${name}@${from.seconds.toFixed(1)}-${(seconds + 1 / frameRate).toFixed(1)}`;
  return [
    {
      code: 'one-moment-lifts-threshold',
      message: `one moment of the held-back footage lifts the threshold from ${lower.toFixed(1)} to ${threshold.toFixed(1)}: ${name} from ${from.seconds.toFixed(1)} to ${seconds.toFixed(1)} s. Look at it; where it was not normal, learn again without it: --leave-out ${/\s/u.test(part) ? `'${part}'` : part}`,
    },
  ];
}

/** What a score of one calibration is in another: the moment has its part in what a standard deviation is. */
function inUnitOf(own: Calibration, other: Calibration, score: number): number {
  if (!own.unit || !other.unit) return score;
  return (other.unit.mean + score * other.unit.deviation - own.unit.mean) / own.unit.deviation;
}

/** The highest score and those beside it, as indices. */
function momentOf(observations: readonly Observation[], calibration: Calibration) {
  const scored = new Map(
    heldOutScores(observations, calibration).map(({ timestampUs, score }) => [timestampUs, score]),
  );
  const scores = observations.map(({ timestampUs }) => scored.get(timestampUs) ?? -Infinity);
  const peak = scores.reduce((best, score, index) => (score > scores[best]! ? index : best), 0);
  const belongs = (index: number) => (scores[index] ?? -Infinity) > momentShare * scores[peak]!;
  let [first, last] = [peak, peak];
  while (belongs(first - 1) && !observations[first]!.discontinuous) first -= 1;
  while (belongs(last + 1) && !observations[last + 1]!.discontinuous) last += 1;
  return { first, last };
}

function placeOf(
  { timestampUs }: Observation,
  { timeline, frameRate }: Pick<LiftingMomentOptions, 'timeline' | 'frameRate'>,
) {
  return originOf(timeline, Math.round((timestampUs * frameRate) / 1e6));
}
