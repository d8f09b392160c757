/** Which frames of a source are taken, and when one is missing. */
export interface Sampling {
  /** Frames a second asked for. */
  readonly frameRate: number;
  /** Frames a second of the source, on average. */
  readonly sourceFrameRate: number;
}

/**
 * How far the intervals of sampling lie before the multiples of 1/rate, in intervals: half a
 * frame of the source, so that a timestamp that jitters around a multiple stays in its interval.
 */
function lead({ frameRate, sourceFrameRate }: Sampling): number {
  return Math.min(0.5, (0.5 * frameRate) / sourceFrameRate);
}

/** The interval of sampling that a moment of the file lies in. The first frame in each is taken. */
export function samplingInterval(sampling: Sampling, seconds: number): number {
  return Math.floor(seconds * sampling.frameRate + lead(sampling));
}

/** What a moment may be off by where it is read from a text, in intervals. */
const slack = 1e-4;

/**
 * Whether two moments, one after the other, lie in one interval for sure: ffmpeg may put a moment
 * on the border between two into the other one than {@link samplingInterval} does.
 */
export function isSameInterval(sampling: Sampling, fromSeconds: number, toSeconds: number) {
  const shift = slack / sampling.frameRate;
  return (
    samplingInterval(sampling, fromSeconds - shift) ===
    samplingInterval(sampling, toSeconds + shift)
  );
}

/** The same rule as an expression of ffmpeg's `select` filter, whose time starts at `startSeconds`. */
export function selectExpression(sampling: Sampling, startSeconds: number): string {
  const rate = sampling.frameRate;
  const offset = startSeconds * rate + lead(sampling);
  const interval = (t: string) => `floor(${t}*${rate}+${offset})`;
  return `isnan(prev_selected_t)+not(eq(${interval('t')},${interval('prev_selected_t')}))`;
}

/**
 * Whether frames are missing between two taken ones: the step is longer than 1.5 intervals of
 * sampling and of the source, and either an interval was left out or the step is longer than
 * sampling a whole source can make it (a source only a little faster than asked for alternates
 * between one and two of its frames).
 */
export function isGap(sampling: Sampling, fromSeconds: number, toSeconds: number): boolean {
  const step = toSeconds - fromSeconds;
  const wanted = 1 / sampling.frameRate;
  const given = 1 / sampling.sourceFrameRate;
  if (step <= 1.5 * Math.max(wanted, given)) return false;
  const leftOut =
    samplingInterval(sampling, toSeconds) - samplingInterval(sampling, fromSeconds) > 1;
  return leftOut || step > wanted + 1.5 * given;
}
