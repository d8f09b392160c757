import * as z from 'zod';
import { allFinite } from './all-finite.ts';
import { componentSchema, type Component } from './component.ts';
import type { FeatureDensity } from './density/feature-density.ts';
import { triangleSize } from './density/feature-moments.ts';
import { normalStatisticsSchema, type NormalStatistics } from './normal-statistics.ts';
import { packNumbers, packedNumbersSchema, unpackNumbers } from './packed-numbers.ts';

/** What normal footage looks like at each place: all that a frame's places are compared with. */
export interface FootageStatistics {
  /** What is normal of each component that counts. */
  readonly components: ReadonlyMap<Component, NormalStatistics>;
  /** Added to each error before its logarithm is taken. */
  readonly errorFloor: number;
  /** Of any place of normal frames. */
  readonly largestError: number;
  /** Where `density` counts. */
  readonly density?: FeatureDensity | undefined;
}

/** The same as it is kept in the model file. */
export const storedStatisticsSchema = z.strictObject({
  /** What is normal of each component that counts, place by place. */
  components: z.partialRecord(componentSchema, normalStatisticsSchema),
  /** Added to each error before its logarithm is taken. */
  errorFloor: z.number().positive(),
  /** Of any place of normal frames. */
  largestError: z.number().positive(),
  /** Normal features at each place, where `density` counts. */
  features: z
    .strictObject({
      channels: z.int().positive(),
      /** `[places, channels]`. */
      mean: packedNumbersSchema,
      /** `[places, channels · (channels + 1) / 2]`: the inverse Cholesky factors of the covariances, row by row. */
      whitening: packedNumbersSchema,
    })
    .optional(),
});

export type StoredStatistics = z.infer<typeof storedStatisticsSchema>;

/** Seven significant digits are a float32's worth; more only swell the model file. */
const compact = (value: number): number => Number(value.toPrecision(7));

/** Statistics as they are kept: whitening in half precision, as it is most of them. */
export function storedStatistics({
  components,
  errorFloor,
  largestError,
  density,
}: FootageStatistics): StoredStatistics {
  const compacted = Array.from(components, ([component, { mean, deviation }]) => [
    component,
    { mean: mean.map(compact), deviation: deviation.map(compact) },
  ]);
  return {
    components: Object.fromEntries(compacted) as StoredStatistics['components'],
    errorFloor: compact(errorFloor),
    largestError: compact(largestError),
    ...(density && {
      features: {
        channels: density.channels,
        mean: packNumbers(density.mean, 'float32'),
        whitening: packNumbers(density.whitening, 'float16'),
      },
    }),
  };
}

/** Statistics as they are worked with. */
export function readStatistics({
  components,
  errorFloor,
  largestError,
  features,
}: StoredStatistics): FootageStatistics {
  const known = componentSchema.options.flatMap((component) => {
    const normal = components[component];
    return normal ? [[component, normal] as const] : [];
  });
  return {
    components: new Map(known),
    errorFloor,
    largestError,
    ...(features && {
      density: {
        channels: features.channels,
        mean: unpackNumbers(features.mean),
        whitening: unpackNumbers(features.whitening),
      },
    }),
  };
}

/** Whether statistics are of so many places, and there is all that the components need, as finite numbers. */
export function fitsPlaces(
  statistics: StoredStatistics,
  { places, wanted }: { readonly places: number; readonly wanted: readonly Component[] },
): boolean {
  const { components, density } = readStatistics(statistics);
  return wanted.every((component) => {
    const normal = components.get(component);
    if (normal?.mean.length !== places || normal.deviation.length !== places) return false;
    if (component !== 'density') return true;
    if (!density) return false;
    const { channels, mean, whitening } = density;
    return (
      mean.length === places * channels &&
      whitening.length === places * triangleSize(channels) &&
      allFinite(mean) &&
      allFinite(whitening)
    );
  });
}
