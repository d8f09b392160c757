/** Count, mean and scatter of the features at each place. */
export interface FeatureMoments {
  /** Frames seen. */
  count: number;
  readonly channels: number;
  /** `[places, channels]`. */
  readonly mean: Float64Array;
  /** `[places, channels · (channels + 1) / 2]`: Σ (x − mean)(x − mean)ᵀ, lower triangle, row by row. */
  readonly scatter: Float64Array;
}

/** Numbers in the lower triangle of a matrix of so many rows. */
export const triangleSize = (rows: number): number => (rows * (rows + 1)) / 2;

/** Moments of nothing. */
export function emptyFeatureMoments(places: number, channels: number): FeatureMoments {
  return {
    count: 0,
    channels,
    mean: new Float64Array(places * channels),
    scatter: new Float64Array(places * triangleSize(channels)),
  };
}

/** Adds a frame's features, `[channels, places]`, to `moments` itself (Welford 1962). */
export function addToFeatureMoments(moments: FeatureMoments, features: ArrayLike<number>): void {
  const { channels, mean, scatter } = moments;
  const places = mean.length / channels;
  moments.count += 1;
  const share = 1 / moments.count;
  const difference = new Float64Array(channels);
  let at = 0;
  for (let place = 0; place < places; place += 1) {
    for (let channel = 0; channel < channels; channel += 1) {
      const index = place * channels + channel;
      difference[channel] = features[channel * places + place]! - mean[index]!;
      mean[index]! += difference[channel]! * share;
    }
    for (let row = 0; row < channels; row += 1) {
      const weighted = difference[row]! * (1 - share);
      for (let column = 0; column <= row; column += 1) {
        scatter[at]! += weighted * difference[column]!;
        at += 1;
      }
    }
  }
}

/** Moments of what all of `parts` saw (Chan, Golub & LeVeque 1979). At least one part. */
export function mergeFeatureMoments(parts: readonly FeatureMoments[]): FeatureMoments {
  const [first] = parts;
  const { channels } = first!;
  const count = parts.reduce((sum, part) => sum + part.count, 0);
  const mean = new Float64Array(first!.mean.length);
  for (const part of parts) {
    const share = part.count / Math.max(1, count);
    for (let index = 0; index < mean.length; index += 1) mean[index]! += share * part.mean[index]!;
  }
  const merged = { count, channels, mean, scatter: new Float64Array(first!.scatter.length) };
  for (const part of parts) addScatterAround(merged, part);
  return merged;
}

/** Adds a part's scatter around the mean of `merged`. */
function addScatterAround({ channels, mean, scatter }: FeatureMoments, part: FeatureMoments): void {
  let at = 0;
  for (let offset = 0; offset < mean.length; offset += channels) {
    for (let row = 0; row < channels; row += 1) {
      const away = part.count * (part.mean[offset + row]! - mean[offset + row]!);
      for (let column = 0; column <= row; column += 1) {
        scatter[at]! +=
          part.scatter[at]! + away * (part.mean[offset + column]! - mean[offset + column]!);
        at += 1;
      }
    }
  }
}
