import type { LayerOf } from '../spec/layer-spec.ts';
import { activate } from './activate.ts';
import type { LayerLowering } from './layer-lowering.ts';

/** An activation on its own. */
export const activationLayer: LayerLowering<LayerOf<'activation'>> = {
  describe({ activation, negativeSlope }, inputShape) {
    if (negativeSlope !== undefined && activation !== 'leakyRelu') {
      throw new RangeError(
        `${activation} takes no negativeSlope; leave it out, or choose leakyRelu`,
      );
    }
    return { outputShape: inputShape, parameters: [], states: [] };
  },
  lower: ({ activation, negativeSlope }, x) => activate(x, activation, negativeSlope),
};
