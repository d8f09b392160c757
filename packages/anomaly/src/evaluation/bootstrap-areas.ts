import type { ScoredClip } from './evaluate-scores.ts';

export interface BootstrapOptions {
  readonly clips: readonly ScoredClip[];
  /** Frames that stay together, of each clip: as long as scores and labels hang together. */
  readonly blockFrames: readonly number[];
  /** Uniform in 0…1. */
  readonly random: () => number;
  /** Default 1000. */
  readonly resamples?: number;
}

/** Between which the middle 95 % of resampled areas lie. */
export type Interval = readonly [low: number, high: number];

/** Absent where there is no area, or too few resamples have one. */
export interface AreaIntervals {
  readonly micro?: Interval;
  readonly macro?: Interval;
}

/**
 * How far areas under the ROC curve are chance in which frames of these very clips were labelled:
 * each clip is drawn anew from blocks of its own frames (circular block bootstrap, Politis & Romano
 * 1992). It says nothing of clips that are not among them.
 */
export function bootstrapAreas(options: BootstrapOptions): AreaIntervals {
  const { clips, blockFrames, random, resamples = 1000 } = options;
  const ranked = clips.map((clip) => rank([clip]));
  const pooled = rank(clips);
  const offsets: number[] = [];
  clips.reduce((sum, { scores }) => (offsets.push(sum), sum + scores.length), 0);
  const weights = new Uint32Array(pooled.order.length);
  const micro: number[] = [];
  const macro: number[] = [];
  for (let resample = 0; resample < resamples; resample += 1) {
    weights.fill(0);
    clips.forEach(({ scores }, index) => {
      draw(
        weights.subarray(offsets[index], offsets[index]! + scores.length),
        blockFrames[index]!,
        random,
      );
    });
    const area = weightedArea(pooled, weights);
    if (area !== undefined) micro.push(area);
    const areas = ranked.flatMap((clip, index) => {
      const own = weights.subarray(offsets[index], offsets[index]! + clip.order.length);
      return weightedArea(clip, own) ?? [];
    });
    if (areas.length > 0) macro.push(areas.reduce((sum, each) => sum + each) / areas.length);
  }
  const least = resamples / 2;
  return {
    ...(micro.length >= least && { micro: middle(micro) }),
    ...(macro.length >= least && { macro: middle(macro) }),
  };
}

interface Ranked {
  /** Frames from the lowest score to the highest. */
  readonly order: Uint32Array;
  /** Of each frame. */
  readonly scores: Float64Array;
  readonly positive: Uint8Array;
}

function rank(clips: readonly ScoredClip[]): Ranked {
  const scores = Float64Array.from(clips.flatMap((clip) => clip.scores));
  const positive = Uint8Array.from(
    clips.flatMap((clip) => clip.abnormal),
    Number,
  );
  const order = Uint32Array.from(scores.keys()).toSorted((a, b) => scores[a]! - scores[b]!);
  return { order, scores, positive };
}

/** Counts how often each frame of a clip is drawn: blocks from anywhere, the end followed by the start. */
function draw(weights: Uint32Array, blockFrames: number, random: () => number): void {
  for (let drawn = 0; drawn < weights.length;) {
    const start = Math.floor(random() * weights.length);
    const length = Math.min(blockFrames, weights.length - drawn);
    for (let frame = start; frame < start + length; frame += 1)
      weights[frame % weights.length]! += 1;
    drawn += length;
  }
}

/** As `areaUnderCurve`, each frame counted as often as it was drawn. */
function weightedArea(
  { order, scores, positive }: Ranked,
  weights: Uint32Array,
): number | undefined {
  let positives = 0;
  let negatives = 0;
  let pairs = 0;
  for (let start = 0; start < order.length;) {
    const score = scores[order[start]!];
    let [ownPositives, ownNegatives] = [0, 0];
    let end = start;
    for (; end < order.length && scores[order[end]!] === score; end += 1) {
      const frame = order[end]!;
      if (positive[frame] === 1) ownPositives += weights[frame]!;
      else ownNegatives += weights[frame]!;
    }
    pairs += ownPositives * (negatives + ownNegatives / 2);
    positives += ownPositives;
    negatives += ownNegatives;
    start = end;
  }
  return positives > 0 && negatives > 0 ? pairs / (positives * negatives) : undefined;
}

function middle(values: readonly number[]): Interval {
  const sorted = values.toSorted((a, b) => a - b);
  const at = (share: number) => sorted[Math.round(share * (sorted.length - 1))]!;
  return [at(0.025), at(0.975)];
}
