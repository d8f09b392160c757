import * as z from 'zod';
import { alarmCurve, type AlarmCount } from './alarm-curve.ts';
import { decisionSchema, defaultDecision, type Decision } from './decision.ts';
import { fitGeneralizedPareto, type ShapePrior } from './generalized-pareto.ts';
import type { TimedScore } from './timed-score.ts';

const countSchema = z.strictObject({ threshold: z.number(), alarms: z.int().positive() });

/** How often normal footage would have alarmed: what was counted, and the tail beyond it. */
const currentTailSchema = z.strictObject({
  /** How scores became events when alarms were counted. */
  decision: decisionSchema,
  /** Alarms against threshold, highest threshold first; each next one has more alarms. */
  counts: z.array(countSchema).min(1),
  /** Above this the tail is fitted, below it the counts speak. */
  level: z.number(),
  /** Alarms that the footage gave at the level. */
  alarms: z.int().positive(),
  /** Highest thresholds of single alarms above the level that the fit rests on. */
  excesses: z.int().positive(),
  /** Generalised Pareto of (highest threshold of an alarm) − level. */
  scale: z.number().positive(),
  shape: z.number(),
});

export type Tail = z.infer<typeof currentTailSchema>;

/** What was written before alarms were counted as they are told. */
const clusterTailSchema = z
  .strictObject({
    level: z.number(),
    runSeconds: z.number().nonnegative(),
    clusters: z.int().positive(),
    exceedances: z.array(z.number()).min(1),
    scale: z.number().positive(),
    shape: z.number(),
  })
  .transform(({ level, clusters, exceedances, scale, shape, runSeconds }): Tail => {
    const highest = { threshold: Math.max(level, ...exceedances), alarms: 1 };
    const lowest = { threshold: level, alarms: clusters };
    return {
      decision: { ...defaultDecision, coolDownSeconds: runSeconds },
      counts: clusters > 1 ? [highest, lowest] : [highest],
      level,
      alarms: clusters,
      excesses: clusters,
      scale,
      shape,
    };
  });

/** Reads what earlier versions wrote, too. */
export const tailSchema = z.union([currentTailSchema, clusterTailSchema]);

/**
 * Errors are bounded (a pixel differs by 1 at most), so the far tail cannot be heavy: exponential
 * unless the footage says otherwise. The width is Martins & Stedinger's (2000).
 */
const shapePrior: ShapePrior = { mean: 0, deviation: 0.12 };

/** Enough for a fit; the level is as high as leaves that many, and no lower than the lowest count. */
const wantedAlarms = 30;

/** Seven significant digits are a float32's worth; more only swell the model file. */
const compact = (value: number): number => Number(value.toPrecision(7));

/**
 * Fits the tail of a stretch of normal scores (at least one): peaks over a level (Coles 2001, §4.3,
 * §5.3), where a peak is the highest threshold at which an alarm would still have been told, and the
 * level leaves 30 of them, or in short footage all but the lowest. Peaks and not all scores above the
 * level: how long a score stays there grows with how low the level is, and a rate counted on the one
 * and a tail fitted to the other promise up to four times too few alarms.
 */
export function tailFrom(
  scores: readonly TimedScore[],
  decision: Decision = defaultDecision,
): Tail {
  const curve = alarmCurve(scores, decision);
  const values = scores.map(({ score }) => score).toSorted((a, b) => a - b);
  if (curve.length === 0) curve.push({ threshold: values.at(-1)!, alarms: 1 });
  const counts = curve.map(({ threshold, alarms }) => ({ threshold: compact(threshold), alarms }));
  const peaks = alarmPeaks(counts);
  const { threshold: level, alarms } =
    counts.find((count) => count.alarms > wantedAlarms) ?? counts.at(-1)!;
  const above = peaks.slice(0, alarms - 1).filter((peak) => peak > level);
  const kept = { decision, counts, level, alarms, excesses: Math.max(1, above.length) };
  if (above.length === 0) {
    return { ...kept, scale: loneScale(level, values[values.length >> 1]!), shape: 0 };
  }
  const excesses = above.map((peak) => peak - level);
  const { scale, shape } = fitGeneralizedPareto(excesses, { prior: shapePrior });
  return { ...kept, scale: compact(scale), shape: compact(shape) };
}

/** The highest threshold of each alarm, highest first: where the count rises by several, they share it evenly. */
function alarmPeaks(counts: readonly AlarmCount[]): readonly number[] {
  return counts.flatMap(({ threshold, alarms }, index) => {
    const before = counts[index - 1] ?? { threshold, alarms: 0 };
    const more = alarms - before.alarms;
    return Array.from(
      { length: more },
      (_, step) => before.threshold + ((threshold - before.threshold) * (step + 1)) / more,
    );
  });
}

/** The scale of a tail above one single alarm: half of how far that rose above the middle. */
function loneScale(level: number, median: number): number {
  return compact(Math.max((level - median) / 2, Number.EPSILON * Math.max(1, Math.abs(level))));
}
