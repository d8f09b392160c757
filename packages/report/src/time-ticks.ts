import type { WatchedSpan } from './watched-span.ts';

const steps = [
  0.5, 1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 14_400, 21_600, 43_200,
  86_400,
];

/** Round times within the span to label, at most about `count` of them, with the label: `0:30`, `2:00:00`. */
export function timeTicks(span: WatchedSpan, count: number): { time: number; text: string }[] {
  const wished = (span.end - span.start) / Math.max(1, count);
  const step =
    steps.find((candidate) => candidate >= wished) ?? Math.ceil(wished / 86_400) * 86_400;
  const ticks: { time: number; text: string }[] = [];
  for (let i = Math.ceil(span.start / step - 1e-9); i * step <= span.end + 1e-9; i += 1) {
    ticks.push({ time: i * step, text: tickText(i * step) });
  }
  return ticks;
}

const two = (value: number) => String(value).padStart(2, '0');

function tickText(seconds: number): string {
  const minutes = Math.floor(seconds / 60);
  const rest = seconds % 60;
  const tail = Number.isInteger(rest) ? two(rest) : rest.toFixed(1).padStart(4, '0');
  return minutes >= 60
    ? `${Math.floor(minutes / 60)}:${two(minutes % 60)}:${tail}`
    : `${minutes}:${tail}`;
}
