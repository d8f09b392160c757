/** A score for people: three significant digits, no exponent below a million. */
export function scoreText(score: number): string {
  if (!Number.isFinite(score)) return '–';
  if (Math.abs(score) >= 1e6) return score.toExponential(1);
  if (Math.abs(score) >= 100) return Math.round(score).toLocaleString('en');
  return String(Number(score.toPrecision(score < 10 ? 2 : 3)));
}

/** Two scores for people, with as many digits as it takes to tell them apart. */
export function scoreTexts(one: number, other: number): readonly [string, string] {
  const short = [scoreText(one), scoreText(other)] as const;
  if (short[0] !== short[1] || one === other) return short;
  for (let digits = 3; digits < 17; digits++) {
    const long = [one.toPrecision(digits), other.toPrecision(digits)] as const;
    if (long[0] !== long[1]) return long;
  }
  return [String(one), String(other)];
}

/** How far a score is above a threshold: `19.7 times the threshold`. */
export function timesText(score: number, threshold: number): string {
  const times = scoreText(score / threshold);
  return times === '1' ? 'just above the threshold' : `${times} times the threshold`;
}

/** A count with thousands marked: `12,400`. */
export function countText(count: number): string {
  return count.toLocaleString('en');
}

/** `1 event`, `2 events`. */
export function plural(count: number, singular: string): string {
  return `${countText(count)} ${singular}${count === 1 ? '' : 's'}`;
}
