/** A score at a media time in microseconds. */
export interface TimedScore {
  readonly score: number;
  readonly timestampUs: number;
  /** Does not follow from the one before: a cluster never crosses it. */
  readonly discontinuous: boolean;
}

/**
 * The peak of every cluster of scores above `level`, in time's order: runs declustering (Coles,
 * "An Introduction to Statistical Modeling of Extreme Values", §5.3.2). A cluster ends once no
 * score was above the level for `runSeconds`. Scores follow each other closely, so it is clusters,
 * not frames, that are independent, and a cluster is what would be one alarm.
 */
export function clusterPeaks(
  scores: readonly TimedScore[],
  { level, runSeconds }: { readonly level: number; readonly runSeconds: number },
): readonly number[] {
  const peaks: number[] = [];
  let lastAboveUs: number | undefined;
  for (const { score, timestampUs, discontinuous } of scores) {
    if (discontinuous) lastAboveUs = undefined;
    if (score <= level) continue;
    const sameCluster = lastAboveUs !== undefined && timestampUs - lastAboveUs <= runSeconds * 1e6;
    if (sameCluster) peaks.push(Math.max(peaks.pop()!, score));
    else peaks.push(score);
    lastAboveUs = timestampUs;
  }
  return peaks;
}
