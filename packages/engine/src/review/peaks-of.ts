/** A stretch around a peak, as indices of its levels. */
export interface Peak {
  readonly first: number;
  readonly last: number;
  readonly peak: number;
  /** The mean over a second at the peak. */
  readonly level: number;
}

export interface PeaksOptions {
  /** How many levels follow one another in time; a peak does not reach over a break between them. */
  readonly runs: readonly number[];
  /** Frames a second. */
  readonly frameRate: number;
  readonly most: number;
}

/** A stretch ends where the level falls below this share of its peak. */
const share = 0.3;
/** What is nearer than this to a higher peak belongs to it. */
const apartSeconds = 3;

/** The highest stretches of levels that were averaged over a second, the highest first. */
export function peaksOf(levels: Float64Array, { runs, frameRate, most }: PeaksOptions): Peak[] {
  const run = Int32Array.from(runs.flatMap((length, index) => Array<number>(length).fill(index)));
  const smooth = averaged(levels, Math.max(1, Math.round(frameRate)), run);
  const free = smooth.slice();
  const apart = Math.round(apartSeconds * frameRate);
  const peaks: Peak[] = [];
  while (peaks.length < most) {
    const peak = free.reduce((best, level, index) => (level > free[best]! ? index : best), 0);
    const level = free[peak]!;
    if (!(level > 0)) break;
    const part = (index: number) => run[index] === run[peak] && free[index]! > share * level;
    let [first, last] = [peak, peak];
    while (part(first - 1)) first -= 1;
    while (part(last + 1)) last += 1;
    free.fill(0, Math.max(0, first - apart), last + apart + 1);
    // What was averaged is not all as high.
    const highest = levels.subarray(first, last + 1);
    peaks.push({ first, last, peak: first + highest.indexOf(Math.max(...highest)), level });
  }
  return peaks;
}

/** The mean around each, within its run. */
function averaged(levels: Float64Array, length: number, run: Int32Array): Float64Array {
  const half = Math.floor(length / 2);
  return levels.map((_, index) => {
    let [sum, count] = [0, 0];
    for (let other = index - half; other <= index + half; other += 1) {
      if (run[other] !== run[index]) continue;
      sum += levels[other]!;
      count += 1;
    }
    return sum / Math.max(length, count);
  });
}
