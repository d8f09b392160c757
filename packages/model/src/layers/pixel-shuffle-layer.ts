import { reshape, transpose } from '../graph/operations.ts';
import { sizeAt } from '../graph/value.ts';
import type { LayerOf } from '../spec/layer-spec.ts';
import type { LayerLowering } from './layer-lowering.ts';
import { spatialSizes } from './spatial-sizes.ts';

/** Shi et al. 2016: `[C·f², H, W]` to `[C, H·f, W·f]`; any number of spatial axes. */
export const pixelShuffleLayer: LayerLowering<LayerOf<'pixelShuffle'>> = {
  describe({ factor }, [channels, ...sizes]) {
    const each = factor ** sizes.length;
    if (channels! % each !== 0) {
      throw new RangeError(
        `${channels} channels are no multiple of ${each}; let the layer before give such a multiple`,
      );
    }
    const outputShape = [channels! / each, ...sizes.map((size) => size * factor)];
    return { outputShape, parameters: [], states: [] };
  },
  lower({ factor }, x) {
    const sizes = spatialSizes(x);
    const rank = sizes.length;
    const channels = sizeAt(x.shape, 1) / factor ** rank;
    const factors = sizes.map(() => factor);
    const apart = reshape(x, [0, channels, ...factors, ...sizes]);
    // batch, channel, then each size followed by the factor that it grows by
    const perm = [0, 1, ...sizes.flatMap((_, axis) => [2 + rank + axis, 2 + axis])];
    return reshape(transpose(apart, perm), [0, channels, ...sizes.map((size) => size * factor)]);
  },
};
