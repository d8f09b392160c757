import type { LayerOf } from '../spec/layer-spec.ts';
import { activate } from './activate.ts';
import { checkSlope } from './check-slope.ts';
import type { LayerLowering } from './layer-lowering.ts';

/** An activation on its own. */
export const activationLayer: LayerLowering<LayerOf<'activation'>> = {
  describe(layer, inputShape) {
    checkSlope(layer);
    return { outputShape: inputShape, parameters: [], states: [] };
  },
  lower: ({ activation, negativeSlope }, x) => activate(x, activation, negativeSlope),
};
