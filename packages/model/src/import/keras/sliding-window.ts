import type { ImportedMap } from './imported-map.ts';
import type { LayerCall } from './layer-call.ts';
import { UnsupportedLayer } from './unsupported-layer.ts';

// Layers that take all frames of a sequence together: here they take the last ones, as many as the
// model was learned on. The frames are not kept: what is, is the sums that are not finished yet.

/** The sums' weights grow with the square of their number. */
const longest = 1000;

/** Length of the sequences, which such a layer needs to be fixed. */
export function windowLength({ model, name, note }: LayerCall): number {
  const length = model.sequenceLength;
  if (length === undefined) {
    throw new UnsupportedLayer(
      'it takes all frames of a sequence together, and the model leaves open how many those are',
    );
  }
  if (length > longest) {
    throw new UnsupportedLayer(
      `it takes ${length} frames together; ${longest} are the most, as each has sums of its own`,
    );
  }
  note(
    `${name} takes ${length} frames together: here the last ${length}, which after a reset are Keras' own at frame ${length}`,
  );
  return length;
}

/**
 * `y(n) = Σ W[k] x(n − T + 1 + k)` for k = 0 … T − 1, `x` being `[inputs, places]` and `weights`
 * `[T, inputs]`: `[places]` comes out.
 *
 * Sum k takes up sum k − 1 of the step before: `s[k] ← W[k] x + s[k − 1]`, and the last is finished. That
 * is a gated recurrent layer whose gates are always open.
 */
export function slidingSum(
  { network, name }: LayerCall,
  x: ImportedMap,
  weights: Float32Array,
): ImportedMap {
  const [inputs, places] = x.shape as [number, number];
  const length = weights.length / inputs;
  // Gates stand in the order update, reset, candidate; a hard sigmoid of 100 is 1.
  const inputWeight = new Float32Array(3 * length * inputs);
  inputWeight.set(weights, 2 * length * inputs);
  const hiddenWeight = new Float32Array(3 * length * length);
  for (let sum = 1; sum < length; sum += 1) {
    hiddenWeight[(2 * length + sum) * length + sum - 1] = 1;
  }
  const bias = new Float32Array(3 * length).fill(100, 0, 2 * length);
  const sums = network.add(`${name}_window`, x, {
    type: 'convGru',
    hiddenChannels: length,
    kernelSize: 1,
    gateActivation: 'hardSigmoid',
    activation: 'linear',
    returnSequences: false,
    weights: { inputWeight, hiddenWeight, bias },
  });
  const last = new Float32Array(length);
  last[length - 1] = 1;
  const finished = network.add(`${name}_sum`, sums, {
    type: 'conv',
    filters: 1,
    kernelSize: 1,
    weights: { weight: last, bias: new Float32Array(1) },
  });
  const result = network.add(name, finished, { type: 'reshape', shape: [places] });
  return { ...result, time: 'single' };
}
