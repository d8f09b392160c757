import { add, div, mul, reduceMean, sqrt, square, sub } from '../graph/operations.ts';
import type { Value } from '../graph/value.ts';
import type { LayerOf } from '../spec/layer-spec.ts';
import type { LayerLowering } from './layer-lowering.ts';

type Normalisation = LayerOf<'normalisation'>;

/**
 * Each frame by itself: over all of it (Ba et al. 2016), over each channel (Ulyanov et al. 2016), or
 * over the channels at each place. Of batch normalisation (Ioffe & Szegedy 2015) only scale and
 * offset are left.
 */
export const normalisationLayer: LayerLowering<Normalisation> = {
  describe({ kind, affine }, inputShape) {
    const [channels, ...sizes] = inputShape;
    if (kind === 'instance' && sizes.length === 0) {
      throw new RangeError(
        'each channel is a single number, and has no variance; choose another kind',
      );
    }
    const shape = affine === 'perPixel' ? inputShape : [channels!, ...sizes.map(() => 1)];
    return {
      outputShape: inputShape,
      parameters: [
        { name: 'scale', shape, initialisation: { kind: 'constant', value: 1 } },
        { name: 'offset', shape, initialisation: { kind: 'constant', value: 0 } },
      ],
      states: [],
    };
  },
  lower(layer, x, { parameter }) {
    return add(mul(normal(layer, x), parameter('scale')), parameter('offset'));
  },
};

function normal({ kind, epsilon }: Normalisation, x: Value): Value {
  if (kind === 'batch') return x;
  const all = x.shape.map((_, axis) => axis);
  const axes = { layer: all.slice(1), instance: all.slice(2), channel: [1] }[kind];
  const centred = sub(x, reduceMean(x, axes));
  return div(centred, sqrt(add(reduceMean(square(centred), axes), epsilon)));
}
