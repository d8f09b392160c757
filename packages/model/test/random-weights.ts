import { elementCount } from '../src/graph/value.ts';
import type { ParameterFacts } from '../src/layers/layer-lowering.ts';
import type { Weights } from '../src/weights.ts';

/**
 * Weights where none has a value that could hide a mistake: what starts at a constant is moved off
 * it, each element by itself.
 */
export function randomWeights(
  parameters: readonly ParameterFacts[],
  random: () => number,
): Weights {
  return new Map(
    parameters.map(({ name, shape, initialisation }) => {
      const limit =
        initialisation.kind === 'glorot'
          ? Math.sqrt(6 / (initialisation.fanIn + initialisation.fanOut))
          : 0.5;
      const centre = initialisation.kind === 'constant' ? initialisation.value : 0;
      const each = (): number => centre + (2 * random() - 1) * limit;
      return [name, Float32Array.from({ length: elementCount(shape) }, each)];
    }),
  );
}
