import type { ScorePoint } from './watch-result.ts';

/**
 * How scores are drawn: straight near zero, by factors further up, because normal frames and alarms
 * lie orders of magnitude apart. `asinh(score / softness)`, softness a tenth of the threshold.
 */
export interface ScoreScale {
  readonly softness: number;
  readonly minimum: number;
  readonly maximum: number;
  /** Round scores to label, ascending. */
  readonly ticks: readonly number[];
  /** Height of a score on the drawing, 0 at the minimum, 1 at the maximum; limited to that range. */
  heightOf(score: number): number;
}

/** A scale on which all points and their thresholds fit. */
export function scoreScale(points: readonly ScorePoint[], threshold: number): ScoreScale {
  const softness = Math.max(threshold, 1e-9) / 10;
  let lowest = 0;
  let highest = threshold * 3;
  for (const { score } of points) {
    if (!Number.isFinite(score)) continue;
    lowest = Math.min(lowest, score);
    highest = Math.max(highest, score);
  }
  const bend = (score: number) => Math.asinh(score / softness);
  const room = (bend(highest) - bend(lowest)) * 0.06;
  const minimum = lowest < 0 ? softness * Math.sinh(bend(lowest) - room) : 0;
  const maximum = softness * Math.sinh(bend(highest) + room);
  const [low, high] = [bend(minimum), bend(maximum)];
  return {
    softness,
    minimum,
    maximum,
    ticks: ticksBetween({ minimum, maximum, softness }),
    heightOf: (score) => Math.min(1, Math.max(0, (bend(score) - low) / (high - low))),
  };
}

function ticksBetween(range: { minimum: number; maximum: number; softness: number }): number[] {
  const decade = Math.ceil(Math.log10(range.softness) + 0.3);
  const ticks = [0];
  for (let power = decade; 10 ** power <= range.maximum; power += 1) ticks.push(10 ** power);
  if (range.minimum < 0) {
    for (let power = decade; -(10 ** power) >= range.minimum; power += 1)
      ticks.unshift(-(10 ** power));
  }
  return ticks;
}
