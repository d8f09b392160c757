import type { Grid } from '../grid.ts';

export interface PlaceLooksOptions {
  readonly grid: Grid;
  readonly channels: number;
  /** What a feature of each channel is divided by. */
  readonly scale: ArrayLike<number>;
}

/** How much a place's surroundings say of what is there, beside the place itself. */
const surroundingsWeight = 0.7;

/**
 * Creates what says how a place looks in a frame's features, `[channels, places]`: `2 · channels`
 * numbers, its own features and the mean of the four beside it (those of the border stand for what
 * lies outside). Two looks are as far apart as features differ on average, in their own deviations.
 */
export function createPlaceLooks({
  grid: { width, height },
  channels,
  scale,
}: PlaceLooksOptions): (
  features: ArrayLike<number>,
  place: number,
  look: Float32Array,
) => Float32Array {
  const places = width * height;
  const share = 1 / Math.sqrt(channels * (1 + 4 * surroundingsWeight ** 2));
  const own = Float64Array.from({ length: channels }, (_, channel) => share / scale[channel]!);
  const beside = own.map((value) => (value * surroundingsWeight) / 2);
  return (features, place, look) => {
    const column = place % width;
    const left = column > 0 ? place - 1 : place;
    const right = column < width - 1 ? place + 1 : place;
    const above = place >= width ? place - width : place;
    const below = place + width < places ? place + width : place;
    for (let channel = 0; channel < channels; channel += 1) {
      const at = channel * places;
      look[channel] = features[at + place]! * own[channel]!;
      look[channels + channel] =
        (features[at + left]! +
          features[at + right]! +
          features[at + above]! +
          features[at + below]!) *
        beside[channel]!;
    }
    return look;
  };
}
