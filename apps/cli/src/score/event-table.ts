import type { AnomalyEvent } from '@presage/anomaly';
import { formatMediaTime } from '../terminal/format-media-time.ts';
import { formatScore } from '../terminal/format-score.ts';
import { textTable } from '../terminal/text-table.ts';
import { regionWords } from './region-words.ts';

/** Events as a short table: start, end, peak score, region, and where any touches zones, those. */
export function eventTable(
  events: readonly Pick<AnomalyEvent, 'start' | 'end' | 'peak' | 'region' | 'zones'>[],
): string {
  // A region is that of one moment, zones are gathered all along: beside each other they must say so.
  const zoned = events.some(({ zones }) => zones.length > 0);
  return textTable(
    [
      { heading: 'start', align: 'right' },
      { heading: 'end', align: 'right' },
      { heading: 'peak score', align: 'right' },
      { heading: zoned ? 'region at the peak' : 'region' },
      ...(zoned ? [{ heading: 'zones from start to end' }] : []),
    ],
    events.map(({ start, end, peak, region, zones }) => [
      formatMediaTime(start),
      formatMediaTime(end),
      formatScore(peak.score),
      regionWords(region),
      ...(zoned ? [zones.join(', ') || '–'] : []),
    ]),
  );
}
