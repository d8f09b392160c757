import { fixedShape, type Value } from '../graph/value.ts';

/** Spatial sizes of `x`, a value with a leading batch and channel axis. */
export function spatialSizes(x: Value): number[] {
  return fixedShape(x.shape.slice(2));
}
