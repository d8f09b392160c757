import type { ScorePoint, WatchEvent } from './watch-result.ts';

/** One field of a CSV line, quoted where RFC 4180 asks for it. */
export function csvField(text: string): string {
  return /[",\r\n]/u.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/**
 * One line a scored frame, RFC 4180 (CRLF line ends, header first):
 *
 * - `time_s`: seconds from the start of the file
 * - `score`: how unlike normal the frame is
 * - `threshold`: the score from which on it alarms
 * - `warm_up`: 1 while the model has seen too little, else 0
 * - `alarm`: 1 while an event lasts, else 0
 * - `gap`: 1 where the frame does not follow from the one before, else 0
 */
export function scoresCsv(points: readonly ScorePoint[], events: readonly WatchEvent[]): string {
  const lines = [
    ['time_s', 'score', 'threshold', 'warm_up', 'alarm', 'gap'].map(csvField).join(','),
  ];
  let next = 0;
  for (const point of points) {
    const time = point.timestampUs / 1e6;
    while (next < events.length && events[next]!.end < time - 1e-6) next += 1;
    const event = events[next];
    const alarm = event !== undefined && event.start <= time + 1e-6;
    lines.push(
      [
        time.toFixed(6),
        number(point.score),
        number(point.threshold),
        bit(point.warmUp),
        bit(alarm),
        bit(point.discontinuous),
      ]
        .map(csvField)
        .join(','),
    );
  }
  return `${lines.join('\r\n')}\r\n`;
}

const bit = (value: unknown) => (value ? '1' : '0');
const number = (value: number) =>
  Number.isFinite(value) ? String(Number(value.toPrecision(7))) : '';
