import { framesInRanges, rangeSeconds, type FrameRange } from './frame-range.ts';
import { poissonInterval } from './poisson-interval.ts';

/** What a detector told of a clip, and what it should have told. */
export interface AlarmClip {
  readonly name: string;
  readonly frames: number;
  /** Frames a second of the video itself. */
  readonly frameRate: number;
  readonly abnormal: readonly FrameRange[];
  readonly events: readonly AlarmEvent[];
}

/** An event as the detector told it: seconds since the clip's first frame. */
export interface AlarmEvent {
  readonly start: number;
  readonly end: number;
  /** When it was told. */
  readonly announced: number;
}

/** How alarms fit labels. */
export interface AlarmJudgement {
  readonly events: number;
  /** Events that overlap nothing abnormal. */
  readonly falseAlarms: number;
  /** Length of all that is normal. */
  readonly normalSeconds: number;
  /** Absent where nothing is normal. */
  readonly falseAlarmsPerHour?: number;
  /** Rates an hour that so many false alarms agree with, 95 %: see {@link poissonInterval}. */
  readonly falseAlarmsPerHourInterval?: readonly [low: number, high: number];
  /** Abnormal ranges. */
  readonly ranges: number;
  /** Ranges that no event overlaps. */
  readonly missed: number;
  /**
   * Of the ranges that are not missed: seconds from their start to the moment at which the first
   * event that overlaps them was told; 0 where that was before.
   */
  readonly delays: readonly number[];
  /** Absent where all are missed. */
  readonly medianDelaySeconds?: number;
}

/** Compares the events that a detector told of clips with what is abnormal in them. */
export function judgeAlarms(clips: readonly AlarmClip[]): AlarmJudgement {
  const delays: number[] = [];
  let missed = 0;
  let falseAlarms = 0;
  let normalSeconds = 0;
  for (const { events, abnormal, frames, frameRate } of clips) {
    const ranges = abnormal.map((range) => rangeSeconds(range, frameRate));
    for (const range of ranges) {
      const told = events
        .filter((event) => overlaps(event, range))
        .map(({ announced }) => announced);
      if (told.length === 0) missed += 1;
      else delays.push(Math.max(0, Math.min(...told) - range.start));
    }
    falseAlarms += events.filter((event) => !ranges.some((range) => overlaps(event, range))).length;
    const abnormalFrames = framesInRanges(abnormal, frames).filter(Boolean).length;
    normalSeconds += (frames - abnormalFrames) / frameRate;
  }
  const hours = normalSeconds / 3600;
  const [low, high] = poissonInterval(falseAlarms);
  return {
    events: clips.reduce((sum, { events }) => sum + events.length, 0),
    falseAlarms,
    normalSeconds,
    ...(hours > 0 && {
      falseAlarmsPerHour: falseAlarms / hours,
      falseAlarmsPerHourInterval: [low / hours, high / hours] as const,
    }),
    ranges: missed + delays.length,
    missed,
    delays,
    ...(delays.length > 0 && { medianDelaySeconds: median(delays) }),
  };
}

function overlaps(
  event: AlarmEvent,
  { start, end }: { readonly start: number; readonly end: number },
): boolean {
  return event.start < end && event.end >= start;
}

function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length / 2;
  return (sorted[Math.ceil(middle) - 1]! + sorted[Math.floor(middle)]!) / 2;
}
