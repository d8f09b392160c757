import * as z from 'zod';
import { alarmCurve, type AlarmCount } from './alarm-curve.ts';
import { decisionSchema, defaultDecision, type Decision } from './decision.ts';
import { fitGeneralizedPareto, type ShapePrior } from './generalized-pareto.ts';
import { stretch } from './log-stretch.ts';
import type { TimedScore } from './timed-score.ts';

const countSchema = z.strictObject({ threshold: z.number(), alarms: z.int().positive() });

/** How often normal footage would have alarmed: what was counted, and the tail beyond it. */
const currentTailSchema = z.strictObject({
  /** How scores became events when alarms were counted. */
  decision: decisionSchema,
  /** Alarms against threshold, highest threshold first; each next one has more alarms. */
  counts: z.array(countSchema).min(1),
  /** Scores are logarithms: one of s stands for e^(growth·s). 0: they are not. */
  growth: z.number().nonnegative(),
  /** Above this the tail is fitted, below it the counts speak. */
  level: z.number(),
  /** Alarms that the footage gave at the level. */
  alarms: z.int().positive(),
  /** How many excesses the fit rests on. */
  excesses: z.int().positive(),
  /** Generalised Pareto of (highest threshold of an alarm) − level, {@link stretch}ed. */
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
      growth: 0,
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

/**
 * Two made-up excesses as large as scores scatter: an exponential's mean is its standard deviation, and
 * one or two alarms say little of how large the next will be. With thirty they no longer count.
 */
const priorExcesses = 2;

/** Enough for a fit; the level is as high as leaves that many, and no lower than the lowest count. */
const wantedAlarms = 30;

/** The level is no lower than this part of the scores: what is below is no tail. */
const leastLevelShare = 0.8;

/** Seven significant digits are a float32's worth; more only swell the model file. */
const compact = (value: number): number => Number(value.toPrecision(7));

export interface TailOptions {
  /** How scores will become events. Default: the default decision. */
  readonly decision?: Decision | undefined;
  /** Scores are logarithms: one of s stands for e^(growth·s). Default 0: they are not. */
  readonly growth?: number;
}

/**
 * Fits the tail of a stretch of normal scores (at least one): peaks over a level (Coles 2001, §4.3,
 * §5.3), where a peak is the highest threshold at which an alarm would still have been told, and the
 * level leaves 30 of them, or in short footage all in the highest fifth of scores. Peaks and not all
 * scores above the level: how long a score stays there grows with how low the level is, and a rate
 * counted on the one and a tail fitted to the other promise up to four times too few alarms. Scores
 * that are logarithms are stretched first: what they measure has the light tail, not they.
 */
export function tailFrom(scores: readonly TimedScore[], options: TailOptions = {}): Tail {
  const { decision = defaultDecision, growth = 0 } = options;
  const values = scores.map(({ score }) => score).toSorted((a, b) => a - b);
  const least = values[Math.floor(leastLevelShare * (values.length - 1))]!;
  const curve = alarmCurve(scores, decision);
  if (curve.length === 0) curve.push({ threshold: values.at(-1)!, alarms: 1 });
  const counts = curve.map(({ threshold, alarms }) => ({ threshold: compact(threshold), alarms }));
  const candidates = counts.filter(({ threshold }, index) => index === 0 || threshold >= least);
  const { threshold, alarms } =
    candidates.find((count) => count.alarms > wantedAlarms) ?? candidates.at(-1)!;
  // A single alarm is no level to rise above.
  const level = alarms === 1 ? Math.min(threshold, least) : threshold;
  const above = alarmPeaks(counts).filter((peak) => peak > level);
  const excesses = above.map((peak) => stretch(peak - level, growth));
  const scatter = scatterOf(values, { level, growth });
  const total = excesses.reduce((sum, excess) => sum + excess, priorExcesses * scatter);
  const count = above.length + priorExcesses;
  const shape =
    excesses.length > 0 ? fitGeneralizedPareto(excesses, { prior: shapePrior }).shape : 0;
  // Of a generalised Pareto the mean is scale / (1 − shape).
  const scale = (total / count) * (1 - shape);
  return {
    decision,
    growth: compact(growth),
    counts,
    level: compact(level),
    alarms,
    excesses: count,
    scale: compact(Math.max(scale, Number.EPSILON * Math.max(1, Math.abs(level)))),
    shape: compact(shape),
  };
}

/** How far scores scatter, stretched: the standard deviation, in the unit that they have at the level. */
function scatterOf(
  values: readonly number[],
  { level, growth }: { readonly level: number; readonly growth: number },
): number {
  const stretched = values.map((value) => stretch(value - level, growth));
  const mean = stretched.reduce((sum, value) => sum + value, 0) / stretched.length;
  const squares = stretched.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  return Math.sqrt(squares / stretched.length);
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
