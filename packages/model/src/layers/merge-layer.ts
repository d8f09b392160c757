import { concat, maximum, minimum, mul, sub, sum } from '../graph/operations.ts';
import type { Value } from '../graph/value.ts';
import type { LayerOf } from '../spec/layer-spec.ts';
import type { LayerLowering } from './layer-lowering.ts';

type Kind = LayerOf<'merge'>['kind'];

const kinds: Readonly<Record<Kind, (values: readonly Value[]) => Value>> = {
  concat: (values) => concat(values, 1),
  add: (values) => sum(values),
  subtract: (values) => values.slice(1).reduce(sub, values[0]!),
  multiply: (values) => values.reduce((product, value) => mul(product, value)),
  average: (values) => mul(sum(values), 1 / values.length),
  maximum,
  minimum,
};

/** Several maps made one. */
export const mergeLayer: LayerLowering<LayerOf<'merge'>> = {
  describe({ kind }, inputShape, more) {
    const shapes = [inputShape, ...more];
    const rank = inputShape.length;
    if (shapes.some((shape) => shape.length !== rank)) throw misfit(shapes, 'as many axes');
    const outputShape = inputShape.map((_, axis) => {
      const sizes = shapes.map((shape) => shape[axis]!);
      if (kind === 'concat' && axis === 0) return sizes.reduce((total, size) => total + size);
      const size = Math.max(...sizes);
      if (sizes.every((each) => each === size || (each === 1 && kind !== 'concat'))) return size;
      throw misfit(shapes, kind === 'concat' ? 'equal spatial sizes' : 'equal sizes');
    });
    return { outputShape, parameters: [], states: [] };
  },
  lower: ({ kind }, x, { more }) => kinds[kind]([x, ...more]),
};

function misfit(shapes: readonly (readonly number[])[], needed: string): RangeError {
  const list = shapes.map((shape) => `[${shape.join(', ')}]`).join(' and ');
  return new RangeError(`${list} do not go together; give it inputs of ${needed}`);
}
