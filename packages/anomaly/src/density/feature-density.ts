import type { Places } from '../places.ts';
import { neighbourhoodMean } from '../neighbourhood-mean.ts';
import { triangleSize, type FeatureMoments } from './feature-moments.ts';
import { whiteningOf } from './whitening.ts';

/** A Gaussian of the features at each place of normal footage. */
export interface FeatureDensity {
  readonly channels: number;
  /** `[places, channels]`. */
  readonly mean: Float32Array;
  /**
   * `[places, channels · (channels + 1) / 2]`: what makes deviations from the mean independent and of
   * size 1, a lower triangle row by row (the inverse of the covariance's Cholesky factor).
   */
  readonly whitening: Float32Array;
}

export interface FeatureDensityOptions {
  readonly places: Places;
  /** Frames a second: neighbouring frames tell the same story, so a second counts as one observation. */
  readonly frameRate: number;
}

/** Seconds of its own footage after which a place's mean counts as much as its neighbourhood's. */
const neighbourhoodSeconds = 2;
/** Seconds of its own footage after which a place's covariance counts as much as the whole picture's. */
const pictureSeconds = 10;
/** Of the mean variance in the picture: what channels that never move are allowed. */
const ridgeShare = 1e-3;
/** Of a hidden state within ±1; no channel is surer than that, so whitening stays within float16. */
const leastVariance = 1e-8;

/**
 * The Gaussian at each place from the moments of normal footage. A place's mean is drawn towards its
 * 3×3 neighbourhood, and its covariance towards the mean of all places', as if that had been seen for
 * some seconds before (the conjugate prior: Gelman et al., "Bayesian Data Analysis", 3rd ed., §3.6); so
 * few frames, or a place where nothing moved, do not make everything else impossible. A Gaussian at each
 * place, of features of a network, is that of Defard et al., "PaDiM" (2021).
 */
export function featureDensityFrom(
  moments: FeatureMoments,
  { places, frameRate }: FeatureDensityOptions,
): FeatureDensity {
  const { count, channels, scatter } = moments;
  const seconds = count / frameRate;
  const own = seconds / (seconds + neighbourhoodSeconds);
  const around = neighbourhoodMean(moments.mean, places);
  const mean = moments.mean.map((value, index) => own * value + (1 - own) * around[index]!);

  const size = triangleSize(channels);
  const covariances = scatter.map((sum) => sum / count);
  addMeanShift(covariances, { from: moments.mean, to: mean, channels });
  const picture = meanOver(covariances, { size, places });
  ridge(picture, channels);
  const share = seconds / (seconds + pictureSeconds);
  const whitening = new Float32Array(covariances.length);
  for (let at = 0; at < covariances.length; at += size) {
    const covariance = picture.map(
      (prior, index) => share * covariances[at + index]! + (1 - share) * prior,
    );
    // Last, or long footage of what never moves would leave nothing of it.
    addToDiagonal(covariance, { channels, variance: leastVariance });
    whitening.set(whiteningOf(covariance, channels), at);
  }
  return { channels, mean: Float32Array.from(mean), whitening };
}

/** Around the mean that will be used, so that drawing the mean away is paid for in variance. */
function addMeanShift(
  covariances: Float64Array,
  { from, to, channels }: { from: Float64Array; to: Float64Array; channels: number },
): void {
  const shift = from.map((value, index) => value - to[index]!);
  let at = 0;
  for (let offset = 0; offset < shift.length; offset += channels) {
    for (let row = 0; row < channels; row += 1) {
      for (let column = 0; column <= row; column += 1) {
        covariances[at]! += shift[offset + row]! * shift[offset + column]!;
        at += 1;
      }
    }
  }
}

/** Mean of the covariances of all places that are not left out. */
function meanOver(
  covariances: Float64Array,
  { size, places: { mask } }: { readonly size: number; readonly places: Places },
): Float64Array {
  const sum = new Float64Array(size);
  let count = 0;
  for (let place = 0; place < covariances.length / size; place += 1) {
    if (mask?.[place] === 1) continue;
    count += 1;
    for (let index = 0; index < size; index += 1) sum[index]! += covariances[place * size + index]!;
  }
  return sum.map((value) => value / Math.max(1, count));
}

/** Makes a covariance one that can be divided by, unless it is zero. */
function ridge(covariance: Float64Array, channels: number): void {
  const variances = Array.from(diagonal(channels), (at) => covariance[at]!);
  const mean = variances.reduce((sum, variance) => sum + variance, 0) / channels;
  addToDiagonal(covariance, { channels, variance: ridgeShare * mean });
}

function addToDiagonal(
  covariance: Float64Array,
  { channels, variance }: { readonly channels: number; readonly variance: number },
): void {
  for (const at of diagonal(channels)) covariance[at]! += variance;
}

/** Where the variances stand in a lower triangle. */
function diagonal(channels: number): readonly number[] {
  return Array.from({ length: channels }, (_, row) => triangleSize(row + 1) - 1);
}
