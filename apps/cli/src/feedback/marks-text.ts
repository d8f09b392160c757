import { formatMediaTime } from '../terminal/format-media-time.ts';
import { formatScore } from '../terminal/format-score.ts';
import { textTable } from '../terminal/text-table.ts';

/** An event that was marked normal. */
export interface ListedMark {
  readonly id: number;
  /** ISO 8601. */
  readonly marked: string;
  readonly video: string;
  readonly start: number;
  readonly end: number;
  readonly peakScore: number;
  readonly note?: string | undefined;
}

/** What was marked normal, as a table. */
export function marksText(marks: readonly ListedMark[]): string {
  if (marks.length === 0) return 'No event was marked normal.';
  return textTable(
    [
      { heading: '', align: 'right' },
      { heading: 'marked' },
      { heading: 'video' },
      { heading: 'start', align: 'right' },
      { heading: 'end', align: 'right' },
      { heading: 'peak score', align: 'right' },
      { heading: 'note' },
    ],
    marks.map(({ id, marked, video, start, end, peakScore, note = '' }) => [
      String(id),
      marked.slice(0, 16).replace('T', ' '),
      video,
      formatMediaTime(start),
      formatMediaTime(end),
      formatScore(peakScore),
      note,
    ]),
  );
}
