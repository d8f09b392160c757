import { reshape, transpose } from '../graph/operations.ts';
import { sizeAt } from '../graph/value.ts';
import type { LayerOf } from '../spec/layer-spec.ts';
import type { LayerLowering } from './layer-lowering.ts';
import { spatialSizes } from './convolution.ts';

/** Shi et al. 2016: `[C·f², H, W]` to `[C, H·f, W·f]`; any number of spatial axes. */
export const pixelShuffleLayer: LayerLowering<LayerOf<'pixelShuffle'>> = {
  describe({ factor }, name, [channels, ...sizes]) {
    const outputs = channels! / factor ** sizes.length;
    if (!Number.isInteger(outputs)) {
      throw new RangeError(`${name}: ${channels} channels are no multiple of ${factor ** sizes.length}`);
    }
    return { outputShape: [outputs, ...sizes.map((size) => size * factor)], parameters: [], states: [] };
  },
  lower({ factor }, _name, x) {
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

/** The way back: `[C, H·f, W·f]` to `[C·f², H, W]`. */
export const pixelUnshuffleLayer: LayerLowering<LayerOf<'pixelUnshuffle'>> = {
  describe({ factor }, name, [channels, ...sizes]) {
    const uneven = sizes.find((size) => size % factor !== 0);
    if (uneven !== undefined) throw new RangeError(`${name}: ${uneven} is no multiple of ${factor}`);
    return {
      outputShape: [channels! * factor ** sizes.length, ...sizes.map((size) => size / factor)],
      parameters: [],
      states: [],
    };
  },
  lower({ factor }, _name, x) {
    const sizes = spatialSizes(x).map((size) => size / factor);
    const rank = sizes.length;
    const channels = sizeAt(x.shape, 1);
    const apart = reshape(x, [0, channels, ...sizes.flatMap((size) => [size, factor])]);
    const perm = [0, 1, ...sizes.map((_, axis) => 3 + 2 * axis), ...sizes.map((_, axis) => 2 + 2 * axis)];
    return reshape(transpose(apart, perm), [0, channels * factor ** rank, ...sizes]);
  },
};
