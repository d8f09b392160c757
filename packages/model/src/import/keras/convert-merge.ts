import { z } from 'zod';
import type { LayerOf } from '../../spec/layer-spec.ts';
import { mapAxes } from './frame-axes.ts';
import type { LayerConverter } from './layer-call.ts';
import { UnsupportedLayer } from './unsupported-layer.ts';

const kinds: Readonly<Record<string, LayerOf<'merge'>['kind']>> = {
  Add: 'add',
  Subtract: 'subtract',
  Multiply: 'multiply',
  Average: 'average',
  Maximum: 'maximum',
  Minimum: 'minimum',
  Concatenate: 'concat',
};

/** `Add`, `Concatenate` and the others of several inputs. */
export const convertMerge: LayerConverter = (call) => {
  const { inputs, network, name, type, config } = call;
  const [first, ...more] = inputs;
  if (!first || more.length === 0) {
    throw new UnsupportedLayer(`it takes one tensor, and something else that is no layer's`);
  }
  if (more.some(({ time }) => time !== first.time)) {
    throw new UnsupportedLayer('it puts a sequence together with what is none');
  }
  const kind = kinds[type]!;
  if (kind === 'concat') {
    const { axis } = z.object({ axis: z.int().default(-1) }).parse(config);
    if (mapAxes(axis, first, call.model).join() !== '0') {
      throw new UnsupportedLayer(`its axis ${axis} is not that of the channels`);
    }
  }
  return network.add(name, inputs, { type: 'merge', kind });
};
