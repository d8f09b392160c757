import { z } from 'zod';
import { addTo, inputOf, type LayerCall, type LayerConverter } from './layer-call.ts';
import { rankIn, sizesSchema, spatialAxes } from './spatial-window.ts';
import { UnsupportedLayer } from './unsupported-layer.ts';

const amount = z.int().nonnegative();
const pair = z.tuple([amount, amount]);
const bordersSchema = z.union([amount, z.array(z.union([amount, pair]))]);

/** All beginnings and then all ends, as a spec has them. */
function bordersOf(call: LayerCall, written: unknown, what: string): number[] {
  const rank = rankIn(call.type);
  const value = bordersSchema.parse(written);
  const flat = typeof value === 'number' ? Array.from({ length: rank }, () => value) : value;
  // With one axis a pair stands by itself: [begin, end].
  const each = rank === 1 && flat.length === 2 ? [pair.parse(flat)] : flat;
  const pairs = each.map((border) => (typeof border === 'number' ? [border, border] : border));
  const axes = spatialAxes(call, rank);
  const side = (index: number): number[] =>
    axes.perAxis(
      pairs.map((border) => border[index]!),
      0,
      what,
    );
  return [...side(0), ...side(1)];
}

/** `ZeroPadding2D` and so on. */
export const convertZeroPadding: LayerConverter = (call) =>
  addTo(call, inputOf(call), {
    type: 'pad',
    padding: bordersOf(call, call.config['padding'], 'padding'),
  });

/** `Cropping2D` and so on. */
export const convertCropping: LayerConverter = (call) =>
  addTo(call, inputOf(call), {
    type: 'crop',
    cropping: bordersOf(call, call.config['cropping'], 'cropping'),
  });

const upsamplingSchema = z.object({
  size: sizesSchema,
  interpolation: z.string().default('nearest'),
});

/** `UpSampling2D` and so on. */
export const convertUpsampling: LayerConverter = (call) => {
  const { size, interpolation } = upsamplingSchema.parse(call.config);
  if (interpolation !== 'nearest' && interpolation !== 'bilinear') {
    throw new UnsupportedLayer(
      `its interpolation ${interpolation} is neither nearest nor bilinear`,
    );
  }
  return addTo(call, inputOf(call), {
    type: 'upsample',
    factor: spatialAxes(call, rankIn(call.type)).perAxis(size, 1, 'size'),
    interpolation: interpolation === 'nearest' ? 'nearest' : 'linear',
  });
};
