import { InputError } from '@presage/core';
import { elementCount } from '../../graph/value.ts';
import { describeNetwork } from '../../lower/describe-network.ts';
import type { NetworkSpec } from '../../spec/network-spec.ts';
import type { Weights } from '../../weights.ts';
import type { NamedTensors } from './find-state-dict.ts';
import { tensorList } from './tensor-list.ts';
import { weightFromSource } from './weight-from-source.ts';
import type { WeightSource, WeightSources } from './weight-source.ts';

export interface TakeWeightsOptions {
  readonly spec: NetworkSpec;
  /** By our weights' names. */
  readonly sources: WeightSources;
  readonly tensors: NamedTensors;
  /** What messages call the file. */
  readonly name: string;
  /** Its size: tensors that share memory, or repeat it, can claim any number of elements. */
  readonly fileBytes: number;
}

/** Weights that are taken however small the file is. */
const alwaysTaken = 2 ** 24;

/**
 * Every weight of a network out of a file's tensors.
 *
 * Throws RangeError where they would be far more than the file holds, InputError `import-weights` that
 * names each weight that has no tensor, or one of another shape; `network-invalid` where the spec does not fit itself.
 */
export function takeWeights(options: TakeWeightsOptions): Weights {
  const { spec, sources, tensors, name, fileBytes } = options;
  const { layers, parameters } = describeNetwork(spec);
  const elements = parameters.reduce((sum, { shape }) => sum + elementCount(shape), 0);
  if (elements > Math.max(fileBytes, alwaysTaken)) {
    throw new RangeError(`its network takes ${elements} weights out of ${fileBytes} bytes`);
  }
  const dense = new Set(
    layers.filter(({ layer }) => layer.type === 'dense').map((layer) => `${layer.name}.weight`),
  );
  const weights = new Map<string, Float32Array>();
  const faults: string[] = [];
  for (const { name: weight, shape } of parameters) {
    const source = sources[weight];
    if (source === undefined) {
      faults.push(`${weight} [${shape.join(', ')}]: no tensor belongs to it`);
      continue;
    }
    try {
      weights.set(
        weight,
        dense.has(weight)
          ? fromLinear(source, shape, tensors)
          : weightFromSource(source, shape, tensors),
      );
    } catch (error) {
      if (!(error instanceof RangeError)) throw error;
      faults.push(`${weight} [${shape.join(', ')}]: ${error.message}`);
    }
  }
  if (faults.length === 0) return weights;
  throw new InputError({
    code: 'import-weights',
    message: `the weights in ${name} do not fill the network:\n  ${faults.join('\n  ')}\ngive each its tensor under "weights" in the spec; the file holds:\n${tensorList(tensors)}`,
    fields: { name, faults },
  });
}

/** PyTorch keeps `[units, inputs]`, we `[inputs, units]`. */
function fromLinear(
  source: WeightSource,
  [inputs = 0, units = 0]: readonly number[],
  tensors: NamedTensors,
): Float32Array {
  const rows = weightFromSource(source, [units, inputs], tensors);
  const columns = new Float32Array(elementCount([units, inputs]));
  for (let unit = 0; unit < units; unit += 1) {
    for (let input = 0; input < inputs; input += 1) {
      columns[input * units + unit] = rows[unit * inputs + input]!;
    }
  }
  return columns;
}
