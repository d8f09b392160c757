import { elementCount } from '../../graph/value.ts';
import { describeLayer } from '../../layers/lower-layer.ts';
import { mostElements } from '../../most-elements.ts';
import { layerSchema } from '../../spec/layer-spec.ts';
import type { z } from 'zod';
import type { BuiltLayer } from '../built-layer.ts';
import type { ImportedMap } from './imported-map.ts';

type Written = z.input<typeof layerSchema>;
type WithoutPlace<L> = L extends unknown ? Omit<L, 'name' | 'from'> : never;

/** A layer as a converter writes it, with its weights: its place in the network is the builder's. */
export type PlacelessLayer = WithoutPlace<Written> & {
  readonly weights?: Readonly<Record<string, Float32Array>>;
};

/** Collects a spec's layers in order. */
export interface NetworkBuilder {
  readonly layers: readonly BuiltLayer[];
  /**
   * Puts a layer behind `inputs`, named after `name`, and gives what comes out. Throws RangeError
   * where it does not fit them.
   */
  add(
    name: string,
    inputs: ImportedMap | readonly ImportedMap[],
    layer: PlacelessLayer,
  ): ImportedMap;
}

export function createNetworkBuilder(): NetworkBuilder {
  const layers: BuiltLayer[] = [];
  const names = new Set(['input']);
  // A layer that is called again has its weights again.
  let weightElements = 0;

  function unused(name: string): string {
    let free = name;
    for (let number = 2; names.has(free); number += 1) free = `${name}_${number}`;
    names.add(free);
    return free;
  }

  return {
    layers,
    add(wanted, inputs, { weights = {}, ...placeless }) {
      const maps = 'source' in inputs ? [inputs] : inputs;
      const [first, ...more] = maps;
      const from = maps.map(({ source }) => source);
      const layer = layerSchema.parse({
        ...Object.fromEntries(
          Object.entries(placeless).map(([key, value]) => [key, plain(key, value)]),
        ),
        ...(placeless.type === 'merge' && { from }),
      });
      const { outputShape } = describeLayer(
        layer,
        first!.shape,
        more.map(({ shape }) => shape),
      );
      if (elementCount(outputShape) > mostElements) {
        throw new RangeError(
          `it gives [${outputShape.join(', ')}], more than ${mostElements} numbers`,
        );
      }
      weightElements += Object.values(weights).reduce((sum, { length }) => sum + length, 0);
      if (weightElements > mostElements) {
        throw new RangeError(`with it the network has more than ${mostElements} weights`);
      }
      const name = unused(wanted);
      layers.push({ name, layer, from, weights });
      return { source: name, shape: outputShape, time: first!.time };
    },
  };
}

const perAxis = new Set(['kernelSize', 'stride', 'dilation', 'size', 'factor']);

/** One number where every axis has the same. */
function plain(key: string, value: unknown): unknown {
  const same = perAxis.has(key) && Array.isArray(value) && new Set(value).size === 1;
  return same ? (value as unknown[])[0] : value;
}
