import type { Decision } from './decision.ts';
import type { TimedScore } from './timed-score.ts';

/**
 * The highest threshold at which an event would have begun at each score and been told: the score
 * itself, or what the lowest score of the minimum length leaves room for. −Infinity where the footage
 * ends before that.
 */
export function alarmHeights(
  scores: readonly TimedScore[],
  { minimumSeconds, leaveShare }: Decision,
): readonly number[] {
  return scores.map(({ score, timestampUs }, index) => {
    let lowest = score;
    for (let later = index; later < scores.length; later += 1) {
      const next = scores[later]!;
      if (next.discontinuous && later > index) break;
      lowest = Math.min(lowest, next.score);
      if (next.timestampUs - timestampUs >= minimumSeconds * 1e6) {
        return leaveShare > 0 ? Math.min(score, lowest / leaveShare) : score;
      }
    }
    return -Infinity;
  });
}
