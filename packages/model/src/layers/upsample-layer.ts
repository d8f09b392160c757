import { reshape, resize } from '../graph/operations.ts';
import { sizeAt } from '../graph/value.ts';
import type { LayerOf } from '../spec/layer-spec.ts';
import type { LayerLowering } from './layer-lowering.ts';
import { perAxis } from './per-axis.ts';
import { spatialSizes } from './spatial-sizes.ts';

/**
 * A map made larger: each element repeated, or a line between neighbours, with centres at half pixels
 * and the border's value beyond the border (Keras; PyTorch without `align_corners`), or from corner to
 * corner (PyTorch with it).
 */
export const upsampleLayer: LayerLowering<LayerOf<'upsample'>> = {
  describe({ factor }, [channels, ...sizes]) {
    const factors = perAxis(factor, sizes.length);
    return {
      outputShape: [channels!, ...sizes.map((size, axis) => size * factors[axis]!)],
      parameters: [],
      states: [],
    };
  },
  lower({ factor, interpolation }, x) {
    const sizes = spatialSizes(x);
    const factors = perAxis(factor, sizes.length);
    if (interpolation === 'nearest' || sizes.length > 1)
      return resize(x, [1, 1, ...factors], interpolation);
    // Lines are drawn over two axes at least.
    const channels = sizeAt(x.shape, 1);
    const flat = resize(
      reshape(x, [0, channels, 1, ...sizes]),
      [1, 1, 1, ...factors],
      interpolation,
    );
    return reshape(flat, [0, channels, sizes[0]! * factors[0]!]);
  },
};
