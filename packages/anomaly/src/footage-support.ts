import type { Tail } from './tail.ts';

/** Normal footage and what it gave, as far as it says how sure a rate of alarms is. */
export interface FootageSupport {
  readonly tail: Pick<Tail, 'alarms' | 'excesses'>;
  /** Seconds of held-back footage. */
  readonly seconds: number;
}

/** What "vouched for" means: two times out of three the rate is right within this factor. */
const vouchedFactor = 2;

/** What the prior of the shape is worth: one over its variance (see `tailFrom`). */
const priorPrecision = 1 / 0.12 ** 2;

/**
 * Variance of the logarithm of a rate `growth` scales above the level (Coles 2001, §4.3.3, by the
 * delta method at shape 0): of the count at the level, and of scale and shape, whose information in n
 * excesses is [[n, n], [n, 2n]] (Smith 1987) and the prior's.
 */
function logRateVariance({ alarms, excesses: n }: FootageSupport['tail'], growth: number): number {
  const shapeInformation = 2 * n + priorPrecision;
  const ofFit =
    (growth ** 2 * shapeInformation - n * growth ** 3 + (n * growth ** 4) / 4) /
    (n * (n + priorPrecision));
  return 1 / alarms + ofFit;
}

/**
 * By what factor the rate may be off, one standard deviation up or down, where one alarm in
 * `wishedSeconds` was asked for. Two times out of three it is off by less.
 */
export function rateUncertainty({ tail, seconds }: FootageSupport, wishedSeconds: number): number {
  const expected = seconds / wishedSeconds;
  const variance =
    expected >= tail.alarms
      ? 1 / expected
      : logRateVariance(tail, Math.log(tail.alarms / expected));
  return Math.exp(Math.sqrt(variance));
}

/** The longest time between two false alarms, in seconds, that the footage can vouch for. */
export function longestSupportedSeconds(support: FootageSupport): number {
  const { seconds } = support;
  // Beyond the level doubt only grows, and below it, with the count.
  return bisect({ from: seconds / 1e6, to: seconds * 1e6 }, (wished) => {
    return rateUncertainty(support, wished) <= vouchedFactor;
  });
}

/** Where a level is as high as leaves this many alarms, more footage makes it higher, not the count larger. */
const mostAlarms = 31;

/** Seconds of footage, as eventful, that would vouch for one false alarm in `wishedSeconds`. */
export function footageNeededFor(wishedSeconds: number, { tail, seconds }: FootageSupport): number {
  return bisect({ from: wishedSeconds * 1e3, to: wishedSeconds / 1e3 }, (needed) => {
    const alarms = Math.max(1, Math.min(mostAlarms, (tail.alarms * needed) / seconds));
    const then = { tail: { alarms, excesses: Math.max(1, alarms - 1) }, seconds: needed };
    return rateUncertainty(then, wishedSeconds) <= vouchedFactor;
  });
}

/** The last value from `from` towards `to`, evenly in the logarithm, for which it holds. */
function bisect(
  { from, to }: { readonly from: number; readonly to: number },
  holds: (value: number) => boolean,
): number {
  let yes = Math.log(from);
  let no = Math.log(to);
  for (let step = 0; step < 60; step += 1) {
    const middle = (yes + no) / 2;
    if (holds(Math.exp(middle))) yes = middle;
    else no = middle;
  }
  return Math.exp(yes);
}
