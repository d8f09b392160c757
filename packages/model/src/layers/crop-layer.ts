import { slice } from '../graph/operations.ts';
import type { LayerOf } from '../spec/layer-spec.ts';
import { borderSizes } from './border-sizes.ts';
import type { LayerLowering } from './layer-lowering.ts';
import { spatialSizes } from './spatial-sizes.ts';

/** A map without its borders. */
export const cropLayer: LayerLowering<LayerOf<'crop'>> = {
  describe({ cropping }, [channels, ...sizes]) {
    const rank = sizes.length;
    const borders = borderSizes(cropping, rank);
    return {
      outputShape: [
        channels!,
        ...sizes.map((size, axis) => size - borders[axis]! - borders[axis + rank]!),
      ],
      parameters: [],
      states: [],
    };
  },
  lower({ cropping }, x) {
    const sizes = spatialSizes(x);
    const borders = borderSizes(cropping, sizes.length);
    const ranges = sizes.map((size, axis) => ({
      axis: axis + 2,
      start: borders[axis]!,
      end: size - borders[axis + sizes.length]!,
    }));
    return slice(
      x,
      ranges.filter(({ start, end }, axis) => start > 0 || end < sizes[axis]!),
    );
  },
};
