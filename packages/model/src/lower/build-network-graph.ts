import { Graph } from '../graph/graph.ts';
import { concat, split, sub } from '../graph/operations.ts';
import { channelsLast } from '../layers/layouts.ts';
import type { NetworkSpec } from '../spec/network-spec.ts';
import type { Weights } from '../weights.ts';
import { describeNetwork } from './describe-network.ts';
import { lowerNetwork } from './lower-network.ts';
import { mapsOf, networkInput } from './network-input.ts';
import { patchError } from './patch-error.ts';
import { featureLayer, patchFeatures } from './patch-features.ts';
import {
  errorOutput,
  featuresOutput,
  networkOutput,
  nextSuffix,
  predictionState,
} from './tensor-names.ts';

interface Extent {
  /** Frames in time that one run takes. */
  readonly steps: number;
  /** Streams side by side; a name leaves the number open, which only one step can. */
  readonly batch: number | string;
}

/**
 * A network, and how far its frames are from what it expected, and its hidden states, patch by patch,
 * where it is compared with them.
 */
export function buildNetworkGraph(spec: NetworkSpec, weights: Weights, extent: Extent): Graph {
  const { steps, batch } = extent;
  const graph = new Graph();
  const facts = describeNetwork(spec);
  const input = networkInput(spec);
  const frames = typeof batch === 'number' ? steps * batch : batch;
  const maps = mapsOf(input, graph.input(input.name, input.type, [frames, ...input.shape]));

  const parameters = new Map(
    facts.parameters.map(({ name, shape }) => [
      name,
      graph.constant(name, weightOf(weights, name), shape),
    ]),
  );
  const states = new Map(
    facts.states.map(({ name, shape }) => [name, graph.input(name, 'float32', [batch, ...shape])]),
  );
  const output = lowerNetwork(spec, { maps, parameters, states, steps });

  if (spec.target === 'none') {
    const { layout } = input;
    graph.output(
      networkOutput,
      layout === 'channelsLast' ? channelsLast(output.maps) : output.maps,
    );
  } else if (spec.target === 'same') {
    graph.output(errorOutput, patchError(spec, sub(maps, output.maps)));
  } else {
    const expected = graph.input(predictionState, 'float32', [batch, ...facts.outputShape]);
    const predictions = split(output.maps, 0, steps);
    const compared = concat([expected, ...predictions.slice(0, -1)], 0);
    graph.output(errorOutput, patchError(spec, sub(maps, compared)));
    graph.output(predictionState + nextSuffix, predictions.at(-1)!);
  }
  const features = featureLayer(facts);
  if (features && spec.target !== 'none') {
    const hidden = output.layers.get(features.name)!;
    graph.output(featuresOutput, patchFeatures(spec, hidden));
  }
  for (const [name, value] of output.states) graph.output(name + nextSuffix, value);
  return graph;
}

function weightOf(weights: Weights, name: string): Float32Array {
  const data = weights.get(name);
  if (!data) throw new TypeError(`no weight is named ${name}`);
  return data;
}
