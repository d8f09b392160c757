import { pad } from '../graph/operations.ts';
import type { LayerOf } from '../spec/layer-spec.ts';
import { borderSizes } from './border-sizes.ts';
import type { LayerLowering } from './layer-lowering.ts';
import { spatialSizes } from './spatial-sizes.ts';

/** Zeros around a map. */
export const padLayer: LayerLowering<LayerOf<'pad'>> = {
  describe({ padding }, [channels, ...sizes]) {
    const rank = sizes.length;
    const borders = borderSizes(padding, rank);
    return {
      outputShape: [
        channels!,
        ...sizes.map((size, axis) => size + borders[axis]! + borders[axis + rank]!),
      ],
      parameters: [],
      states: [],
    };
  },
  lower({ padding }, x) {
    const rank = spatialSizes(x).length;
    const borders = borderSizes(padding, rank);
    return pad(x, [0, 0, ...borders.slice(0, rank), 0, 0, ...borders.slice(rank)]);
  },
};
