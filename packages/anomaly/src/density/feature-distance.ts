import type { FeatureDensity } from './feature-density.ts';

/**
 * Creates what measures how unlike normal a frame's features, `[channels, places]`, are at each place:
 * their Mahalanobis distance to normal footage's, one a place. The array is the same at every call.
 */
export function createFeatureDistance({
  channels,
  mean,
  whitening,
}: FeatureDensity): (features: ArrayLike<number>) => Float32Array {
  const places = mean.length / channels;
  const distances = new Float32Array(places);
  const difference = new Float64Array(channels);
  return (features) => {
    let at = 0;
    for (let place = 0; place < places; place += 1) {
      for (let channel = 0; channel < channels; channel += 1) {
        difference[channel] =
          features[channel * places + place]! - mean[place * channels + channel]!;
      }
      let square = 0;
      for (let row = 0; row < channels; row += 1) {
        let white = 0;
        for (let column = 0; column <= row; column += 1) {
          white += whitening[at]! * difference[column]!;
          at += 1;
        }
        square += white * white;
      }
      distances[place] = Math.sqrt(square);
    }
    return distances;
  };
}
