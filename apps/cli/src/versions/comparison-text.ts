import type { VersionComparison } from '@presage/engine';
import { regionWords } from '../score/region-words.ts';
import { formatMediaTime } from '../terminal/format-media-time.ts';
import { formatScore } from '../terminal/format-score.ts';
import { textTable } from '../terminal/text-table.ts';

type Event = VersionComparison['onlyBefore'][number];

const spanOf = (event: Event | undefined): string =>
  event ? `${formatMediaTime(event.start)}–${formatMediaTime(event.end)}` : '–';
const scoreOf = (event: Event | undefined): string => (event ? formatScore(event.peak.score) : '–');

/** Alarms of two versions, side by side, each with when it lasted there: feedback may shorten one. */
export function comparisonText({
  versions,
  both,
  onlyBefore,
  onlyAfter,
}: VersionComparison): string {
  const [before, after] = versions;
  const heading = versions
    .map(
      ({ number, threshold, events, alarmSeconds }) =>
        `version ${number}: ${events === 1 ? '1 event' : `${events} events`}, ${alarmSeconds.toFixed(1)} s in all, alarming at a score of ${formatScore(threshold)}`,
    )
    .join('\n');
  const rows = [
    ...both.map((pair) => ({ event: pair.before, scores: [pair.before, pair.after] })),
    ...onlyBefore.map((event) => ({ event, scores: [event, undefined] })),
    ...onlyAfter.map((event) => ({ event, scores: [undefined, event] })),
  ].toSorted((a, b) => a.event.start - b.event.start);
  if (rows.length === 0) return heading;
  const table = textTable(
    [
      { heading: `version ${before.number}` },
      { heading: 'score', align: 'right' },
      { heading: `version ${after.number}` },
      { heading: 'score', align: 'right' },
      { heading: 'region' },
    ],
    rows.map(({ event, scores }) => [
      ...scores.flatMap((each) => [spanOf(each), scoreOf(each)]),
      regionWords(event.region),
    ]),
  );
  const counts = `${both.length} of both, ${onlyBefore.length} of version ${before.number} alone, ${onlyAfter.length} of version ${after.number} alone`;
  return `${heading}\n\n${table}\n\n${counts}`;
}
