/** How often normal scores clustered above the tail's level, and in how much footage. */
export interface ClusterCount {
  readonly clusters: number;
  /** Seconds of held-back footage. */
  readonly seconds: number;
}

/**
 * (eˣ − 1)/x = 1.5 here: up to e^(x·n) clusters ahead, not knowing the scale adds at most half to a
 * return level (see `returnLevel`). That is 4 ahead from 2, 21 from 4, 9,400 from 12.
 */
const trust = 0.7627;

/** How many clusters ahead a tail of so many clusters can be trusted. */
export function trustedClusters(clusters: number): number {
  return Math.exp(trust * clusters);
}

/** However good the fit: a minute of footage says nothing about next week. */
const longestExtrapolation = 1000;

/** The longest time between two false alarms, in seconds, that the footage can vouch for. */
export function longestSupportedSeconds({ clusters, seconds }: ClusterCount): number {
  const trusted = (trustedClusters(clusters) * seconds) / clusters;
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
