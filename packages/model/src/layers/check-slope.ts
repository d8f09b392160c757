import type { LayerOf } from '../spec/layer-spec.ts';

/** Throws RangeError where a slope is given for an activation that has none. */
export function checkSlope({
  activation,
  negativeSlope,
}: Pick<LayerOf<'activation'>, 'activation' | 'negativeSlope'>): void {
  if (negativeSlope === undefined || activation === 'leakyRelu') return;
  throw new RangeError(`${activation} takes no negativeSlope; leave it out, or choose leakyRelu`);
}
