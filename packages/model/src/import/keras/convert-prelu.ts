import { z } from 'zod';
import { elementCount } from '../../graph/value.ts';
import { kerasShape, mapShape } from './frame-axes.ts';
import { inputOf, type LayerConverter } from './layer-call.ts';
import { transposed } from './transposed.ts';
import { UnsupportedLayer } from './unsupported-layer.ts';

const schema = z.object({ shared_axes: z.array(z.int().positive()).nullish() });

/** `PReLU`: `max(x, 0) − α · max(−x, 0)`, with α for each element of the frame or each channel. */
export const convertPrelu: LayerConverter = (call) => {
  const input = inputOf(call);
  if (input.time === 'sequence') {
    throw new UnsupportedLayer(
      'it has slopes of its own for every frame of a sequence; wrap it in TimeDistributed',
    );
  }
  const { layout } = call.model;
  const frame = kerasShape(input.shape, layout);
  const shared = schema.parse(call.config).shared_axes ?? [];
  const written = frame.map((size, axis) => (shared.includes(axis + 1) ? 1 : size));
  const [alpha] = call.weights([{ name: 'alpha', shape: written }]);
  const sizes = mapShape(written, layout);
  const perChannel = elementCount(sizes.slice(1)) === 1;
  if (!perChannel && sizes.join() !== input.shape.join()) {
    throw new UnsupportedLayer('it shares its slopes along some of the spatial axes');
  }
  const slopes = transposed(
    { shape: written, values: alpha! },
    mapShape(
      written.map((_, axis) => axis),
      layout,
    ),
  );
  const count = perChannel ? input.shape[0]! : slopes.length;
  const affine = perChannel ? 'perChannel' : 'perPixel';
  const { network, name } = call;
  const above = network.add(`${name}_above`, input, { type: 'activation', activation: 'relu' });
  const turned = network.add(`${name}_turned`, input, {
    type: 'normalisation',
    kind: 'batch',
    weights: {
      scale: new Float32Array(input.shape[0]!).fill(-1),
      offset: new Float32Array(input.shape[0]!),
    },
  });
  const below = network.add(`${name}_below`, turned, { type: 'activation', activation: 'relu' });
  const sloped = network.add(`${name}_sloped`, below, {
    type: 'normalisation',
    kind: 'batch',
    affine,
    weights: {
      scale: Float32Array.from({ length: count }, (_, index) => -(slopes[index] ?? slopes[0]!)),
      offset: new Float32Array(count),
    },
  });
  return network.add(name, [above, sloped], { type: 'merge', kind: 'add' });
};
