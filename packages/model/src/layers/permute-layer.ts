import { transpose } from '../graph/operations.ts';
import type { LayerOf } from '../spec/layer-spec.ts';
import type { LayerLowering } from './layer-lowering.ts';

/** The axes of a map in another order. */
export const permuteLayer: LayerLowering<LayerOf<'permute'>> = {
  describe({ axes }, inputShape) {
    const wanted = inputShape.map((_, axis) => axis);
    if (axes.toSorted((a, b) => a - b).join() !== wanted.join()) {
      throw new RangeError(
        `[${axes.join(', ')}] is no order of the ${inputShape.length} axes of [${inputShape.join(', ')}]; name each of ${wanted.join(', ')} once`,
      );
    }
    return { outputShape: axes.map((axis) => inputShape[axis]!), parameters: [], states: [] };
  },
  lower: ({ axes }, x) => transpose(x, [0, ...axes.map((axis) => axis + 1)]),
};
