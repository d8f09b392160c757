import { InputError } from '@presage/core';
import type { Component } from './component.ts';
import { createFeatureDistance } from './density/feature-distance.ts';
import type { FootageStatistics } from './footage-statistics.ts';
import type { Observation } from './observation.ts';

/** Measures each place of a frame: one value a place, in the component's own unit. */
export type PlaceMeasure = (observation: Observation) => ArrayLike<number>;

/** Creates the measure of a component. Its result may be the same array at every call. */
export function createPlaceMeasure(
  component: Component,
  { errorFloor, density }: Omit<FootageStatistics, 'components'>,
): PlaceMeasure {
  if (component === 'error') return ({ errors }) => errors;
  if (component === 'logError') {
    return ({ errors }) => Float32Array.from(errors, (error) => Math.log(error + errorFloor));
  }
  if (!density) throw new TypeError('density cannot be measured without normal footage’s own');
  const distance = createFeatureDistance(density);
  return ({ features, errors, timestampUs }) => {
    const wanted = density.channels * errors.length;
    if (features?.length === wanted) return distance(features);
    throw new InputError({
      code: 'model-features-output',
      message: `The model must have an output "features" with ${density.channels} values a place, as its calibration says; at ${timestampUs / 1e6} s it gave ${features ? features.length / errors.length : 'none'}. Calibrate it again.`,
    });
  };
}
