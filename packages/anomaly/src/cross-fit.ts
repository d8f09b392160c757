import {
  leastDistanceDeviation,
  leastErrorDeviation,
  leastErrorFloor,
  type Component,
} from './component.ts';
import { featureDensityFrom, type FeatureDensity } from './density/feature-density.ts';
import {
  addToFeatureMoments,
  emptyFeatureMoments,
  mergeFeatureMoments,
} from './density/feature-moments.ts';
import type { FootageStatistics } from './footage-statistics.ts';
import { meanOfWorst } from './mean-of-worst.ts';
import { addToMoments, emptyMoments, mergeMoments, type Moments } from './moments.ts';
import {
  normalStatisticsFrom,
  type NormalStatistics,
  type PriorStrength,
} from './normal-statistics.ts';
import type { Observation } from './observation.ts';
import { createPlaceMeasure, type PlaceMeasure } from './place-measures.ts';
import type { Places } from './places.ts';
import { blockCount, timeBlocks } from './time-blocks.ts';

export interface CrossFitOptions extends PriorStrength {
  readonly places: Places;
  /** Frames a second of media time. */
  readonly frameRate: number;
  readonly components: readonly Component[];
}

/** Statistics of normal footage, with and without each part of it. */
export interface CrossFit {
  /** From all footage: for later footage. */
  readonly whole: FootageStatistics;
  /** From all blocks but one: for that one. */
  readonly without: readonly FootageStatistics[];
  /** The block of each frame. */
  readonly blocks: Uint8Array;
}

const everyBlock = Array.from({ length: blockCount }, (_, block) => block);

/**
 * Takes statistics of normal footage such that nothing is judged by what was learned from it. The
 * footage is cut in five blocks in time. For each there are statistics of the others; and distances to
 * normal features, which have statistics of their own, are taken block by block from the features of the
 * rest. Warm-up counts nowhere.
 */
export function crossFit(observations: readonly Observation[], options: CrossFitOptions): CrossFit {
  const { components } = options;
  const blocks = timeBlocks(observations);
  const framesOf = everyBlock.map((block) =>
    observations.filter(({ warmUp }, index) => !warmUp && blocks[index] === block),
  );
  const errorsOf = framesOf.map((frames) => momentsOf(frames, ({ errors }) => errors));
  const densityOf = components.includes('density') ? densities(framesOf, options) : undefined;
  const largest = framesOf.map((frames) => largestErrorOf(frames, options));
  const knownOf = (chosen: readonly number[]): Known => {
    const moments = chosen.map((block) => errorsOf[block]!).reduce(mergeMoments);
    const errorFloor = errorFloorOf(moments, options);
    return {
      errorFloor,
      largestError: Math.max(errorFloor, ...chosen.map((block) => largest[block]!)),
      density: densityOf?.(chosen),
    };
  };
  const statisticsOf = (chosen: readonly number[]): FootageStatistics => {
    const known = knownOf(chosen);
    const normalOf = (component: Component): NormalStatistics => {
      const parts = chosen.map((block) => {
        const others = chosen.filter((other) => other !== block);
        // A Gaussian is nearer to what it was made from than to anything else.
        const by = component === 'density' ? knownOf(others) : known;
        return momentsOf(framesOf[block]!, createPlaceMeasure(component, by));
      });
      const leastDeviation = leastDeviationOf(component, known);
      return normalStatisticsFrom(parts.reduce(mergeMoments), { ...options, leastDeviation });
    };
    return {
      ...known,
      components: new Map(components.map((component) => [component, normalOf(component)])),
    };
  };
  return {
    whole: statisticsOf(everyBlock),
    without: everyBlock.map((block) => statisticsOf(everyBlock.filter((other) => other !== block))),
    blocks,
  };
}

type Known = Omit<FootageStatistics, 'components'>;

/** The mean error in the picture: what is well below it is not told apart. */
function errorFloorOf({ mean }: Moments, { places: { mask } }: CrossFitOptions): number {
  const counted = mean.filter((_, place) => mask?.[place] !== 1);
  const sum = counted.reduce((total, value) => total + value, 0);
  return Math.max(leastErrorFloor, sum / Math.max(1, counted.length));
}

/** Of any place of any frame. */
function largestErrorOf(
  frames: readonly Observation[],
  { places: { mask } }: CrossFitOptions,
): number {
  return frames.reduce(
    (largest, { errors }) => Math.max(largest, meanOfWorst(Float32Array.from(errors), 1, mask)),
    0,
  );
}

function leastDeviationOf(component: Component, { errorFloor }: Known): number {
  if (component === 'density') return leastDistanceDeviation;
  return component === 'error' ? leastErrorDeviation : leastErrorDeviation / errorFloor;
}

function momentsOf(frames: readonly Observation[], measure: PlaceMeasure): Moments {
  const places = frames[0]?.errors.length ?? 0;
  return frames.reduce((seen, frame) => addToMoments(seen, measure(frame)), emptyMoments(places));
}

/** Gives the density of normal features in some of the blocks. */
function densities(
  framesOf: readonly (readonly Observation[])[],
  { places, frameRate }: CrossFitOptions,
): (blocks: readonly number[]) => FeatureDensity {
  const count = places.grid.width * places.grid.height;
  const channels = framesOf.flat()[0]!.features!.length / count;
  const moments = framesOf.map((frames) => {
    const seen = emptyFeatureMoments(count, channels);
    for (const { features } of frames) addToFeatureMoments(seen, features!);
    return seen;
  });
  const known = new Map<string, FeatureDensity>();
  return (blocks) => {
    const key = blocks.join();
    const density =
      known.get(key) ??
      featureDensityFrom(mergeFeatureMoments(blocks.map((block) => moments[block]!)), {
        places,
        frameRate,
      });
    known.set(key, density);
    return density;
  };
}
