import { z } from 'zod';
import { elementCount } from '../../graph/value.ts';
import { mapAxis, mapShape } from './frame-axes.ts';
import { addTo, inputOf, type LayerCall, type LayerConverter } from './layer-call.ts';
import { UnsupportedLayer } from './unsupported-layer.ts';

const acrossTime =
  'it mixes the frames of a sequence: a step sees one frame; wrap it in TimeDistributed';

/** `Flatten`; of a sequence it joins the frames. */
export const convertFlatten: LayerConverter = (call) => {
  const input = inputOf(call);
  const time = input.time === 'sequence' ? 'joined' : input.time;
  if (input.shape.length === 1) return { ...input, time };
  // Told that the channels come first, Keras turns them last before it flattens.
  const turns = call.config['data_format'] === 'channels_first';
  const flat = addTo(call, input, {
    type: 'reshape',
    shape: [elementCount(input.shape)],
    layout: turns ? 'channelsLast' : call.model.layout,
  });
  return { ...flat, time };
};

const reshapeSchema = z.object({ target_shape: z.array(z.int()).min(1) });

/** `Reshape`, of each frame by itself. */
export const convertReshape: LayerConverter = (call) => {
  const { target_shape: target } = reshapeSchema.parse(call.config);
  const input = inputOf(call);
  // Into one vector: what Flatten does.
  if (input.time === 'sequence' && target.length === 1) return convertFlatten(call);
  const shape = input.time === 'sequence' ? perFrame(call, target) : target;
  const elements = elementCount(input.shape);
  const known = elementCount(shape.filter((size) => size !== -1));
  const filled = shape.map((size) => (size === -1 ? elements / known : size));
  if (filled.length > 4) throw new UnsupportedLayer(`it makes ${filled.length} axes, more than 4`);
  const { layout } = call.model;
  return addTo(call, input, { type: 'reshape', shape: mapShape(filled, layout), layout });
};

/** What a sequence's target shape says of each frame, where it leaves time alone. */
function perFrame(call: LayerCall, [first, ...rest]: readonly number[]): number[] {
  const elements = elementCount(inputOf(call).shape);
  const whole = !rest.includes(-1) && elementCount(rest) === elements;
  if (rest.length > 0 && (first === -1 || first === call.model.sequenceLength)) {
    if (whole || (first !== -1 && rest.includes(-1))) return rest;
  }
  throw new UnsupportedLayer(acrossTime);
}

const permuteSchema = z.object({ dims: z.array(z.int().positive()).min(1) });

/** `Permute`, of each frame by itself. */
export const convertPermute: LayerConverter = (call) => {
  const { dims } = permuteSchema.parse(call.config);
  const input = inputOf(call);
  const before = input.time === 'sequence' ? 1 : 0;
  if (before === 1 && dims[0] !== 1) throw new UnsupportedLayer(acrossTime);
  const places = dims.slice(before).map((dim) => dim - 1 - before);
  const rank = input.shape.length;
  if (places.toSorted((a, b) => a - b).join() !== input.shape.map((_, axis) => axis).join()) {
    throw new RangeError(`its dims [${dims.join(', ')}] do not name each axis once`);
  }
  const { layout } = call.model;
  const from = places.map((place) => mapAxis(place, rank, layout));
  return addTo(call, input, { type: 'permute', axes: mapShape(from, layout) });
};

/** `RepeatVector` and the like make a sequence of one result. */
export const convertRepeat: LayerConverter = () => {
  throw new UnsupportedLayer(
    'it makes a sequence of one result, which the layers behind read to its end: a step is given one frame of the input at a time',
  );
};
