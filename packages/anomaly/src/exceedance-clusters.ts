/** A score at a media time in microseconds. */
export interface TimedScore {
  readonly score: number;
  readonly timestampUs: number;
  /** Does not follow from the one before: a cluster never crosses it. */
  readonly discontinuous: boolean;
}

/**
 * Counts the clusters of scores above `level`: runs declustering (Coles, "An Introduction to
 * Statistical Modeling of Extreme Values", 2001, §5.3.2). A cluster ends once no score was above
 * the level for `runSeconds`. Scores follow each other closely, so it is clusters, not frames, that
 * are independent, and a cluster is what would be one alarm.
 */
export function countClusters(
  scores: readonly TimedScore[],
  { level, runSeconds }: { readonly level: number; readonly runSeconds: number },
): number {
  let clusters = 0;
  let lastAboveUs: number | undefined;
  for (const { score, timestampUs, discontinuous } of scores) {
    if (discontinuous) lastAboveUs = undefined;
    if (score <= level) continue;
    if (lastAboveUs === undefined || timestampUs - lastAboveUs > runSeconds * 1e6) clusters += 1;
    lastAboveUs = timestampUs;
  }
  return clusters;
}
