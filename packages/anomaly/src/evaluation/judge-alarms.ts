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

/** How alarms fit labels, in one clip. */
export interface ClipAlarms {
  readonly name: string;
  readonly events: number;
  /** Events that overlap nothing abnormal. */
  readonly falseAlarms: number;
  /** Length of what is normal. */
  readonly normalSeconds: number;
  /** How long events lasted while all was normal: also those that began too early, or did not end. */
  readonly alarmedNormalSeconds: number;
  /** Abnormal ranges. */
  readonly ranges: number;
  /** Ranges that no event overlaps. */
  readonly missed: number;
  /**
   * Of the ranges that are not missed: seconds from their start to the moment at which the first
   * event that overlaps them was told; 0 where that was before.
   */
  readonly delays: readonly number[];
}

/** How alarms fit labels, in all clips. */
export interface AlarmJudgement extends Omit<ClipAlarms, 'name'> {
  /** Absent where nothing is normal. */
  readonly falseAlarmsPerHour?: number;
  /** Rates an hour that so many false alarms agree with, 95 %: see {@link poissonInterval}. */
  readonly falseAlarmsPerHourInterval?: readonly [low: number, high: number];
  /** Absent where all are missed. */
  readonly medianDelaySeconds?: number;
  readonly clips: readonly ClipAlarms[];
}

/** Compares the events that a detector told of clips with what is abnormal in them. */
export function judgeAlarms(given: readonly AlarmClip[]): AlarmJudgement {
  const clips = given.map(judgeClip);
  const sum = (of: (clip: ClipAlarms) => number) => clips.reduce((all, clip) => all + of(clip), 0);
  const delays = clips.flatMap((clip) => clip.delays);
  const falseAlarms = sum((clip) => clip.falseAlarms);
  const normalSeconds = sum((clip) => clip.normalSeconds);
  const hours = normalSeconds / 3600;
  const [low, high] = poissonInterval(falseAlarms);
  return {
    events: sum((clip) => clip.events),
    falseAlarms,
    normalSeconds,
    alarmedNormalSeconds: sum((clip) => clip.alarmedNormalSeconds),
    ...(hours > 0 && {
      falseAlarmsPerHour: falseAlarms / hours,
      falseAlarmsPerHourInterval: [low / hours, high / hours] as const,
    }),
    ranges: sum((clip) => clip.ranges),
    missed: sum((clip) => clip.missed),
    delays,
    ...(delays.length > 0 && { medianDelaySeconds: median(delays) }),
    clips,
  };
}

function judgeClip({ name, events, abnormal, frames, frameRate }: AlarmClip): ClipAlarms {
  const ranges = abnormal.map((range) => rangeSeconds(range, frameRate));
  const delays = ranges.flatMap((range) => {
    const told = events.filter((event) => overlaps(event, range)).map(({ announced }) => announced);
    return told.length === 0 ? [] : [Math.max(0, Math.min(...told) - range.start)];
  });
  const normal = framesInRanges(abnormal, frames).flatMap((isAbnormal, frame) =>
    isAbnormal ? [] : [frame / frameRate],
  );
  const alarmed = normal.filter((time) =>
    events.some(({ start, end }) => start <= time && time < end),
  );
  return {
    name,
    events: events.length,
    falseAlarms: events.filter((event) => !ranges.some((range) => overlaps(event, range))).length,
    normalSeconds: normal.length / frameRate,
    alarmedNormalSeconds: alarmed.length / frameRate,
    ranges: ranges.length,
    missed: ranges.length - delays.length,
    delays,
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
