import type { LayerOf } from '../spec/layer-spec.ts';
import { activate } from './activate.ts';
import type { LayerLowering } from './layer-lowering.ts';

/** An activation on its own. */
export const activationLayer: LayerLowering<LayerOf<'activation'>> = {
  describe: (_layer, inputShape) => ({ outputShape: inputShape, parameters: [], states: [] }),
  lower: ({ activation }, x) => activate(x, activation),
};
