import { describeNetwork } from './lower/describe-network.ts';
import { elementCount } from './graph/value.ts';
import type { Initialisation } from './layers/layer-lowering.ts';
import type { NetworkSpec } from './spec/network-spec.ts';
import type { Weights } from './weights.ts';

/** Weights to start learning from. `random` gives numbers in [0, 1); a seeded one makes it repeatable. */
export function initialWeights(spec: NetworkSpec, random: () => number): Weights {
  return new Map(
    describeNetwork(spec).parameters.map(({ name, shape, initialisation }) => {
      const data = new Float32Array(elementCount(shape));
      fill(data, initialisation, random);
      return [name, data];
    }),
  );
}

function fill(data: Float32Array, initialisation: Initialisation, random: () => number): void {
  switch (initialisation.kind) {
    case 'constant':
      data.fill(initialisation.value);
      return;
    case 'parts': {
      const { values } = initialisation;
      const length = data.length / values.length;
      values.forEach((value, part) => data.fill(value, part * length, (part + 1) * length));
      return;
    }
    case 'glorot': {
      const limit = Math.sqrt(6 / (initialisation.fanIn + initialisation.fanOut));
      for (let index = 0; index < data.length; index += 1) data[index] = (2 * random() - 1) * limit;
    }
  }
}
