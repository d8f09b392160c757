import { reshape } from '../graph/operations.ts';
import { elementCount } from '../graph/value.ts';
import type { LayerOf } from '../spec/layer-spec.ts';
import type { LayerLowering } from './layer-lowering.ts';
import { channelsFirst, channelsLast } from './layouts.ts';

/** The same elements in another shape, each frame by itself. */
export const reshapeLayer: LayerLowering<LayerOf<'reshape'>> = {
  describe({ shape }, inputShape) {
    if (elementCount(shape) !== elementCount(inputShape)) {
      throw new RangeError(
        `the ${elementCount(inputShape)} elements of [${inputShape.join(', ')}] do not fill [${shape.join(', ')}]; give sizes whose product is the same`,
      );
    }
    return { outputShape: shape, parameters: [], states: [] };
  },
  lower({ shape, layout }, x) {
    if (x.shape.slice(1).join() === shape.join()) return x;
    if (layout === 'channelsFirst') return reshape(x, [0, ...shape]);
    const [channels, ...sizes] = shape;
    return channelsFirst(reshape(channelsLast(x), [0, ...sizes, channels!]));
  },
};
