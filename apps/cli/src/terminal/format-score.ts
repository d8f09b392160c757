/** A score with three figures that count: `0.52`, `9.3`, `46.6`, `394`. */
export function formatScore(score: number): string {
  const size = Math.abs(score);
  return score.toFixed(size >= 99.95 ? 0 : size >= 0.995 ? 1 : 2);
}
