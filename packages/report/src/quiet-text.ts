import { scoreTexts } from './number-text.ts';
import type { ReportOptions } from './report-options.ts';
import type { ScorePoint, WatchFault } from './watch-result.ts';

type Quiet = Pick<ReportOptions, 'points' | 'budget' | 'faults'>;

/** What the highest score was where nothing alarmed, beside the one from which on it alarms. */
export function highestText(options: Quiet): string {
  const { threshold } = options.budget;
  const top = highest(countingPoints(options));
  if (top === undefined) return '';
  const [score, from] = scoreTexts(top, threshold);
  return top < threshold
    ? `The highest score was ${score}; it alarms from ${from} on.`
    : `The highest score was ${score}, but never for long enough: it alarms where ${from} is reached and kept up.`;
}

/** Why there is no event. */
export function noEventText(options: Quiet): string {
  const { points, budget, faults = [] } = options;
  const above = ({ score, warmUp }: ScorePoint) => !warmUp && score >= budget.threshold;
  if (countingPoints(options).some(above))
    return 'No event. The score was above the threshold, but never for long enough.';
  if (points.some(above))
    return 'No event. The score was above the threshold only while the camera’s view was broken, when nothing could alarm.';
  return `No event. Nothing stayed above the threshold${faults.length > 0 ? ' while the camera’s view was whole' : ''}.`;
}

/** Those that could alarm: past the warm-up, while the view was whole. */
function countingPoints({ points, faults = [] }: Quiet): readonly ScorePoint[] {
  return points.filter(
    ({ warmUp, timestampUs }) => !warmUp && !faults.some(within(timestampUs / 1e6)),
  );
}

const within =
  (time: number) =>
  ({ start, end = Infinity }: WatchFault) =>
    time >= start && time <= end;

function highest(points: readonly ScorePoint[]): number | undefined {
  if (points.length === 0) return undefined;
  return points.reduce((top, { score }) => Math.max(top, score), -Infinity);
}
