import type { AnomalyEvent } from '@presage/anomaly';
import { formatMediaTime } from '../terminal/format-media-time.ts';
import { formatScore } from '../terminal/format-score.ts';
import { textTable } from '../terminal/text-table.ts';
import { regionWords } from './region-words.ts';

/** Events as a short table: start, end, peak score, region. */
export function eventTable(
  events: readonly Pick<AnomalyEvent, 'start' | 'end' | 'peak' | 'region'>[],
): string {
  return textTable(
    [
      { heading: 'start', align: 'right' },
      { heading: 'end', align: 'right' },
      { heading: 'peak score', align: 'right' },
      { heading: 'region' },
    ],
    events.map(({ start, end, peak, region }) => [
      formatMediaTime(start),
      formatMediaTime(end),
      formatScore(peak.score),
      regionWords(region),
    ]),
  );
}
