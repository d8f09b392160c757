import { elementCount } from '../../src/graph/value.ts';
import { describeNetwork } from '../../src/lower/describe-network.ts';
import { networkInput } from '../../src/lower/network-input.ts';
import type { Footage, Network, NetworkResult } from '../run-network.ts';
import { zeros64, type Array64 } from './array64.ts';
import { permuted, referenceLayer, type Named64 } from './reference-layer.ts';

/** What a network of arrays gives for each frame of each stream, layer by layer in double precision. */
export function runReferenceNetwork(
  { spec, weights }: Network,
  { data, frames, batch }: Footage,
): Pick<NetworkResult, 'results' | 'shape'> {
  const { layers, parameters, states } = describeNetwork(spec);
  const { shape, layout } = networkInput(spec);
  const each = elementCount(shape);
  const isLast = layout === 'channelsLast';
  const doubles = new Map(
    parameters.map((parameter) => [
      parameter.name,
      { shape: parameter.shape, data: Float64Array.from(weights.get(parameter.name)!) },
    ]),
  );
  const memories = Array.from(
    { length: batch },
    () => new Map(states.map((state) => [state.name, zeros64(state.shape)])),
  );
  const outputs = Array.from({ length: frames * batch }, (_, index) => {
    const frame = {
      shape,
      data: Float64Array.from(data.subarray(index * each, (index + 1) * each)),
    };
    const last = shape.length - 1;
    const input = isLast ? permuted(frame, [last, ...shape.keys().take(last)]) : frame;
    const maps = new Map<string, Array64>([['input', input]]);
    const memory = memories[index % batch]!;
    for (const { name, layer, from } of layers) {
      const [x, ...more] = from.map((source) => maps.get(source)!);
      const step = referenceLayer(
        layer,
        { x: x!, weights: inside(name, doubles), states: inside(name, memory) },
        more,
      );
      for (const [state, value] of step.states) memory.set(`${name}.${state}`, value);
      maps.set(name, step.y);
    }
    const y = maps.get(layers.at(-1)!.name)!;
    return isLast ? permuted(y, [...y.shape.keys().drop(1), 0]) : y;
  });
  return { results: outputs.flatMap((output) => [...output.data]), shape: outputs[0]!.shape };
}

function inside(layer: string, all: Named64): Named64 {
  const prefix = `${layer}.`;
  return new Map(
    [...all].flatMap(([name, value]) =>
      name.startsWith(prefix) ? [[name.slice(prefix.length), value] as const] : [],
    ),
  );
}
