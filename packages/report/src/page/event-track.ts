import { html, type SafeHtml } from '../html.ts';
import { scoreText } from '../number-text.ts';
import { timeText } from '../time-text.ts';
import type { ScorePoint, WatchEvent } from '../watch-result.ts';

const size = { width: 320, height: 64 };
const margin = 4;
/** Shown before and after the event, seconds. */
const around = 5;

/** The score over an event and a little before and after, as a small drawing. */
export function eventTrack(
  { start, end, peak }: WatchEvent,
  { points, threshold }: { readonly points: readonly ScorePoint[]; readonly threshold: number },
): SafeHtml {
  const [first, last] = [points[0], points.at(-1)].map((point) => (point?.timestampUs ?? 0) / 1e6);
  const from = Math.max(start - around, Math.min(start, first!));
  const to = Math.min(end + around, Math.max(end, last!));
  const shown = thinned(
    points.filter(
      ({ timestampUs, score }) =>
        Number.isFinite(score) && timestampUs >= from * 1e6 && timestampUs <= to * 1e6,
    ),
  );
  const bend = (score: number) => Math.asinh(Math.max(0, score) / (threshold / 10));
  const highest = bend(Math.max(peak.score, threshold * 1.5));
  const x = (time: number) => ((time - from) / Math.max(1e-3, to - from)) * size.width;
  const y = (score: number) =>
    size.height - margin - (bend(score) / highest) * (size.height - 2 * margin);
  const line = shown
    .map(({ timestampUs, score }) => `${x(timestampUs / 1e6).toFixed(1)},${y(score).toFixed(1)}`)
    .join(' ');
  return html`<svg
    class="track"
    viewBox="0 0 ${size.width} ${size.height}"
    preserveAspectRatio="none"
    role="img"
    aria-label="Score from ${timeText(Math.max(0, from))} to ${timeText(to)}, at most ${scoreText(peak.score)}"
  >
    <rect
      class="track-event"
      x="${x(start).toFixed(1)}"
      y="0"
      width="${Math.max(2, x(end) - x(start)).toFixed(1)}"
      height="${size.height}"
    />
    <line
      class="track-threshold"
      x1="0"
      x2="${size.width}"
      y1="${y(threshold).toFixed(1)}"
      y2="${y(threshold).toFixed(1)}"
    />
    <polyline class="track-score" points="${line}" />
  </svg>`;
}

/** At most so many that a drawing shows them, peaks kept. */
function thinned(points: readonly ScorePoint[]): readonly ScorePoint[] {
  const stride = Math.ceil(points.length / size.width);
  if (stride <= 1) return points;
  return points
    .filter((_, i) => i % stride === 0)
    .map((_, i) =>
      points.slice(i * stride, (i + 1) * stride).reduce((a, b) => (b.score > a.score ? b : a)),
    );
}
