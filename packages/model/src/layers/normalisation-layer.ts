import { add, div, mul, reduceMean, reshape, sqrt, square, sub } from '../graph/operations.ts';
import { elementCount, fixedShape, type Value } from '../graph/value.ts';
import type { LayerOf } from '../spec/layer-spec.ts';
import type { LayerLowering } from './layer-lowering.ts';

type Normalisation = LayerOf<'normalisation'>;

/**
 * Each frame by itself: over all of it (Ba et al. 2016), over each channel (Ulyanov et al. 2016), over
 * groups of channels (Wu & He 2018), or over the channels at each place. Of batch normalisation (Ioffe &
 * Szegedy 2015) only scale and offset are left.
 */
export const normalisationLayer: LayerLowering<Normalisation> = {
  describe(layer, inputShape) {
    const { kind, affine } = layer;
    const [channels, ...sizes] = inputShape;
    checkGroups(layer, channels!);
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

function checkGroups({ kind, groups }: Normalisation, channels: number): void {
  if (kind !== 'group') {
    if (groups === undefined) return;
    throw new RangeError(`kind ${kind} takes no groups; leave them out, or choose kind group`);
  }
  if (groups === undefined || channels % groups !== 0) {
    throw new RangeError(
      `kind group needs a number of groups that divides ${channels} channels, and got ${groups}`,
    );
  }
}

function normal({ kind, groups, epsilon }: Normalisation, x: Value): Value {
  if (kind === 'batch') return x;
  if (kind === 'group') {
    const sizes = fixedShape(x.shape.slice(1));
    const apart = reshape(x, [0, groups!, elementCount(sizes) / groups!]);
    return reshape(normalOver(apart, [2], epsilon), [0, ...sizes]);
  }
  const all = x.shape.map((_, axis) => axis);
  const axes = { layer: all.slice(1), instance: all.slice(2), channel: [1] }[kind];
  return normalOver(x, axes, epsilon);
}

function normalOver(x: Value, axes: readonly number[], epsilon: number): Value {
  const centred = sub(x, reduceMean(x, axes));
  return div(centred, sqrt(add(reduceMean(square(centred), axes), epsilon)));
}
