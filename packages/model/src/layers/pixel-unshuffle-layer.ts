import { reshape, transpose } from '../graph/operations.ts';
import { sizeAt } from '../graph/value.ts';
import type { LayerOf } from '../spec/layer-spec.ts';
import type { LayerLowering } from './layer-lowering.ts';
import { spatialSizes } from './spatial-sizes.ts';

/** The way back of a pixel shuffle: `[C, H·f, W·f]` to `[C·f², H, W]`. */
export const pixelUnshuffleLayer: LayerLowering<LayerOf<'pixelUnshuffle'>> = {
  describe({ factor }, [channels, ...sizes]) {
    const uneven = sizes.find((size) => size % factor !== 0);
    if (uneven !== undefined) {
      throw new RangeError(
        `a size of ${uneven} is no multiple of ${factor}; choose a factor that divides ${sizes.join(' and ')}`,
      );
    }
    return {
      outputShape: [channels! * factor ** sizes.length, ...sizes.map((size) => size / factor)],
      parameters: [],
      states: [],
    };
  },
  lower({ factor }, x) {
    const sizes = spatialSizes(x).map((size) => size / factor);
    const rank = sizes.length;
    const channels = sizeAt(x.shape, 1);
    const apart = reshape(x, [0, channels, ...sizes.flatMap((size) => [size, factor])]);
    const factorAxes = sizes.map((_, axis) => 3 + 2 * axis);
    const sizeAxes = sizes.map((_, axis) => 2 + 2 * axis);
    const together = transpose(apart, [0, 1, ...factorAxes, ...sizeAxes]);
    return reshape(together, [0, channels * factor ** rank, ...sizes]);
  },
};
