import { formatDuration } from './format-duration.ts';
import type { ProgressUpdate } from './progress.ts';

export interface ProgressLineOptions {
  readonly label: string;
  readonly update: ProgressUpdate;
  readonly secondsLeft: number | undefined;
  /** Columns that there are. */
  readonly width: number;
}

const mostCells = 24;
const fewestCells = 6;
const gap = '  ';

/**
 * Name, bar, percent, time left and details on one line. Where that does not fit, the details go
 * first, then the bar shrinks and goes, then the name is cut; percent and time left stay.
 */
export function progressLine({ label, update, secondsLeft, width }: ProgressLineOptions): string {
  const { fraction, detail } = update;
  const figures = [
    fraction === undefined ? '' : `${String(Math.floor(fraction * 100)).padStart(3)}%`,
    secondsLeft === undefined ? '' : `${formatDuration(secondsLeft)} left`,
  ];
  const line = (name: string, bar: string, more: string) =>
    [name, bar, ...figures, more].filter((part) => part !== '').join(gap);

  const bar = (cells: number) => (fraction === undefined ? '' : barOf(fraction, cells));
  const whole = line(label, bar(mostCells), detail ?? '');
  if (whole.length <= width) return whole;
  const least = line(label, '', '');
  const room = width - least.length - gap.length;
  if (room >= fewestCells) return line(label, bar(Math.min(room, mostCells)), '');
  const others = line('', '', '');
  return line(cut(label, others === '' ? width : width - others.length - gap.length), '', '');
}

function barOf(fraction: number, cells: number): string {
  const full = Math.round(Math.min(1, Math.max(0, fraction)) * cells);
  return '█'.repeat(full) + '░'.repeat(cells - full);
}

/** The name as far as there is room for it; nothing where that would be less than it tells. */
function cut(label: string, room: number): string {
  if (label.length <= room) return label;
  return room < 4 ? '' : `${label.slice(0, room - 1)}…`;
}
