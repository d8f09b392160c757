import { add } from '../graph/operations.ts';
import type { LayerOf } from '../spec/layer-spec.ts';
import type { LayerLowering } from './layer-lowering.ts';

/** A learned number on each element of the map. */
export const offsetLayer: LayerLowering<LayerOf<'offset'>> = {
  describe: (_layer, inputShape) => ({
    outputShape: inputShape,
    parameters: [
      { name: 'offset', shape: inputShape, initialisation: { kind: 'constant', value: 0 } },
    ],
    states: [],
  }),
  lower: (_layer, x, { parameter }) => add(x, parameter('offset')),
};
