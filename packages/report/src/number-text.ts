/** A score for people: three significant digits, no exponent below a million. */
export function scoreText(score: number): string {
  if (!Number.isFinite(score)) return '–';
  if (Math.abs(score) >= 1e6) return score.toExponential(1);
  if (Math.abs(score) >= 100) return Math.round(score).toLocaleString('en');
  return String(Number(score.toPrecision(score < 10 ? 2 : 3)));
}

/** A count with thousands marked: `12,400`. */
export function countText(count: number): string {
  return count.toLocaleString('en');
}

/** `1 event`, `2 events`. */
export function plural(count: number, singular: string): string {
  return `${countText(count)} ${singular}${count === 1 ? '' : 's'}`;
}
