import { reduceMax, reduceMean } from '../graph/operations.ts';
import type { LayerOf } from '../spec/layer-spec.ts';
import type { LayerLowering } from './layer-lowering.ts';

/** Largest or mean of each channel. */
export const globalPoolLayer: LayerLowering<LayerOf<'globalPool'>> = {
  describe: (_layer, [channels, ...sizes]) => ({
    outputShape: [channels!, ...sizes.map(() => 1)],
    parameters: [],
    states: [],
  }),
  lower({ kind }, x) {
    const axes = x.shape.map((_, axis) => axis).slice(2);
    if (axes.length === 0) return x;
    return kind === 'max' ? reduceMax(x, axes) : reduceMean(x, axes);
  },
};
