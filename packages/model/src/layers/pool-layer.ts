import { averagePool, maxPool } from '../graph/operations.ts';
import type { LayerOf } from '../spec/layer-spec.ts';
import type { LayerLowering } from './layer-lowering.ts';
import { perAxis } from './per-axis.ts';
import { spatialSizes } from './spatial-sizes.ts';

/** Largest or mean of each tile; what does not fill a tile is left out. */
export const poolLayer: LayerLowering<LayerOf<'pool'>> = {
  describe({ size }, [channels, ...sizes]) {
    const tile = perAxis(size, sizes.length);
    const outputs = sizes.map((each, axis) => Math.floor(each / tile[axis]!));
    return { outputShape: [channels!, ...outputs], parameters: [], states: [] };
  },
  lower({ kind, size }, x) {
    const tile = perAxis(size, spatialSizes(x).length);
    return kind === 'max' ? maxPool(x, tile) : averagePool(x, tile);
  },
};
