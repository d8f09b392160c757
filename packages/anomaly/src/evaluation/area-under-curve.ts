/** A score, and whether what it was given to is what is looked for. */
export interface LabelledScore {
  readonly score: number;
  readonly positive: boolean;
}

/**
 * Area under the receiver operating characteristic: the share of pairs of a positive and a negative
 * in which the positive has the higher score; equal scores count half (Hanley & McNeil 1982, the
 * Mann–Whitney statistic). Undefined where all are positive, or none.
 */
export function areaUnderCurve(scores: readonly LabelledScore[]): number | undefined {
  const sorted = scores.toSorted((a, b) => a.score - b.score);
  const positives = sorted.filter(({ positive }) => positive).length;
  const negatives = sorted.length - positives;
  if (positives === 0 || negatives === 0) return undefined;
  let rankSum = 0;
  for (let start = 0; start < sorted.length;) {
    let end = start + 1;
    while (end < sorted.length && sorted[end]!.score === sorted[start]!.score) end += 1;
    const equal = sorted.slice(start, end);
    // Ranks count from 1; equal scores share their mean rank.
    const rank = (start + 1 + end) / 2;
    rankSum += rank * equal.filter(({ positive }) => positive).length;
    start = end;
  }
  return (rankSum - (positives * (positives + 1)) / 2) / (positives * negatives);
}
