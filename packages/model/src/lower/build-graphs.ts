import { averagePool, concat, reduceMean, reshape, split, square, sub } from '../graph/operations.ts';
import { Graph } from '../graph/graph.ts';
import { fixedShape, type Value } from '../graph/value.ts';
import type { NetworkSpec } from '../spec/network-spec.ts';
import type { Weights } from '../weights.ts';
import { describeNetwork } from './describe-network.ts';
import { lowerNetwork, normalisePictures } from './lower-network.ts';

/** Name of the frame input of every graph made here. */
export const frameInput = 'frame';
/** Name of the patch-error output. */
export const errorOutput = 'error';
/** The state that holds what the network expects the next frame to be. */
export const predictionState = 'prediction';
/** Ending of a state's name where it is an output. */
export const nextSuffix = '.next';

/** Rows and columns of the patch grid; what does not fill a patch at the right and bottom is left out. */
export function patchGrid({ input, patchSize }: NetworkSpec): readonly [rows: number, columns: number] {
  return [Math.floor(input.height / patchSize), Math.floor(input.width / patchSize)];
}

/**
 * One recurrent step. Inputs: `frame` uint8 `[N, height, width, channels]` and each state; outputs:
 * `error` float32 `[N, rows, columns]`, the mean squared error of each patch (elements 0..1), and
 * each state's next value. N is free.
 */
export function buildStepGraph(spec: NetworkSpec, weights: Weights): Graph {
  return build(spec, weights, { steps: 1, batch: 'N' });
}

/**
 * `steps` steps in one graph, with the same names: `frame` is `[steps · batch, …]`, all of the
 * first step first, and so is `error`.
 */
export function buildUnrolledGraph(
  spec: NetworkSpec,
  weights: Weights,
  { steps, batch }: { readonly steps: number; readonly batch: number },
): Graph {
  return build(spec, weights, { steps, batch });
}

function build(
  spec: NetworkSpec,
  weights: Weights,
  { steps, batch }: { readonly steps: number; readonly batch: number | string },
): Graph {
  const graph = new Graph();
  const facts = describeNetwork(spec);
  const [channels, height, width] = facts.pictureShape;
  const frames = typeof batch === 'number' ? steps * batch : batch;
  const bytes = graph.input(frameInput, 'uint8', [frames, height, width, channels]);
  const pictures = normalisePictures(bytes);

  const parameters = new Map(
    facts.parameters.map(({ name, shape }) => [name, graph.constant(name, weightOf(weights, name), shape)]),
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

/** Mean square of each patch and over the channels: `[n, rows, columns]`. */
function patchError(spec: NetworkSpec, difference: Value): Value {
  const squared = square(difference);
  const grey = fixedShape(squared.shape.slice(1))[0] === 1 ? squared : reduceMean(squared, [1]);
  const pooled = averagePool(grey, [spec.patchSize, spec.patchSize]);
  return reshape(pooled, [0, ...patchGrid(spec)]);
}

function weightOf(weights: Weights, name: string): Float32Array {
  const data = weights.get(name);
  if (!data) throw new TypeError(`no weight is named ${name}`);
  return data;
}
