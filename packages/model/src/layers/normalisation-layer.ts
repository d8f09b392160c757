import { add, div, mul, reduceMean, sqrt, square, sub } from '../graph/operations.ts';
import type { LayerOf } from '../spec/layer-spec.ts';
import type { LayerLowering } from './layer-lowering.ts';

/** Layer (Ba et al. 2016) or instance normalisation (Ulyanov et al. 2016): each frame by itself. */
export const normalisationLayer: LayerLowering<LayerOf<'normalisation'>> = {
  describe(_layer, inputShape) {
    const [channels, ...sizes] = inputShape;
    const shape = [channels!, ...sizes.map(() => 1)];
    return {
      outputShape: inputShape,
      parameters: [
        { name: 'scale', shape, initialisation: { kind: 'constant', value: 1 } },
        { name: 'offset', shape, initialisation: { kind: 'constant', value: 0 } },
      ],
      states: [],
    };
  },
  lower({ kind, epsilon }, x, { parameter }) {
    const axes = x.shape.map((_, axis) => axis).slice(kind === 'layer' ? 1 : 2);
    const centred = sub(x, reduceMean(x, axes));
    const deviation = sqrt(add(reduceMean(square(centred), axes), epsilon));
    const normal = div(centred, deviation);
    return add(mul(normal, parameter('scale')), parameter('offset'));
  },
};
