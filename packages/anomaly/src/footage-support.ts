/** How often normal scores clustered above the tail's level, and in how much footage. */
export interface ClusterCount {
  readonly clusters: number;
  /** Seconds of held-back footage. */
  readonly seconds: number;
}

/**
 * (eˣ − 1)/x = 2 here. A level reached once in e^(x·n) clusters is vouched for by n: up to there
 * not knowing the scale at most doubles what a known scale would give (see `returnLevel`). That is
 * 12 clusters ahead from 2, 150 from 4, 23,000 from 8.
 */
const trust = 1.2564;

/** However good the fit: a minute of footage says nothing about next week. */
const longestExtrapolation = 1000;

/** The longest time between two false alarms, in seconds, that the footage can vouch for. */
export function longestSupportedSeconds({ clusters, seconds }: ClusterCount): number {
  const trusted = (Math.exp(trust * clusters) * seconds) / clusters;
  return Math.max(seconds, Math.min(trusted, longestExtrapolation * seconds));
}

/** Seconds of footage, with as many clusters a second, that would vouch for `wishedSeconds` between two false alarms. */
export function footageNeededFor(
  wishedSeconds: number,
  { clusters, seconds }: ClusterCount,
): number {
  const rate = clusters / seconds;
  const trusted = Math.log(wishedSeconds * rate) / (trust * rate);
  return Math.min(wishedSeconds, Math.max(trusted, wishedSeconds / longestExtrapolation));
}
