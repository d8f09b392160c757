import { Graph } from '../graph/graph.ts';
import { concat, split, sub } from '../graph/operations.ts';
import type { NetworkSpec } from '../spec/network-spec.ts';
import type { Weights } from '../weights.ts';
import { describeNetwork } from './describe-network.ts';
import { lowerNetwork } from './lower-network.ts';
import { normalisePictures } from './normalise-pictures.ts';
import { patchError } from './patch-error.ts';
import { errorOutput, frameInput, nextSuffix, predictionState } from './tensor-names.ts';

interface Extent {
  /** Frames in time that one run takes. */
  readonly steps: number;
  /** Streams side by side; a name leaves the number open, which only one step can. */
  readonly batch: number | string;
}

/** A network that says how far frames are from what it expected. */
export function buildNetworkGraph(
  spec: NetworkSpec,
  weights: Weights,
  { steps, batch }: Extent,
): Graph {
  const graph = new Graph();
  const facts = describeNetwork(spec);
  const [channels, height, width] = facts.pictureShape;
  const frames = typeof batch === 'number' ? steps * batch : batch;
  const bytes = graph.input(frameInput, 'uint8', [frames, height, width, channels]);
  const pictures = normalisePictures(bytes);

  const parameters = new Map(
    facts.parameters.map(({ name, shape }) => [
      name,
      graph.constant(name, weightOf(weights, name), shape),
    ]),
  );
  const states = new Map(
    facts.states.map(({ name, shape }) => [name, graph.input(name, 'float32', [batch, ...shape])]),
  );
  const output = lowerNetwork(spec, { pictures, parameters, states, steps });

  if (spec.target === 'same') {
    graph.output(errorOutput, patchError(spec, sub(pictures, output.pictures)));
  } else {
    const expected = graph.input(predictionState, 'float32', [batch, ...facts.pictureShape]);
    const predictions = split(output.pictures, 0, steps);
    const compared = concat([expected, ...predictions.slice(0, -1)], 0);
    graph.output(errorOutput, patchError(spec, sub(pictures, compared)));
    graph.output(predictionState + nextSuffix, predictions.at(-1)!);
  }
  for (const [name, value] of output.states) graph.output(name + nextSuffix, value);
  return graph;
}

function weightOf(weights: Weights, name: string): Float32Array {
  const data = weights.get(name);
  if (!data) throw new TypeError(`no weight is named ${name}`);
  return data;
}
