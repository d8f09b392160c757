import type { Graph } from '../graph/graph.ts';
import type { NetworkSpec } from '../spec/network-spec.ts';
import type { Weights } from '../weights.ts';
import { buildNetworkGraph } from './build-network-graph.ts';

/**
 * One recurrent step. Inputs: `frame` uint8 `[N, height, width, channels]` or, of a network of arrays,
 * `input` float32 `[N, …shape]`, and each state. Outputs: `error` float32 `[N, rows, columns]`, the mean
 * squared error of each patch (elements 0..1), and of a recurrent network `features` float32
 * `[N, channels, rows, columns]`, the first recurrent layer's hidden state averaged over each patch; or,
 * where nothing is compared, `output` `[N, …]`; and each state's next value. N is free.
 */
export function buildStepGraph(spec: NetworkSpec, weights: Weights): Graph {
  return buildNetworkGraph(spec, weights, { steps: 1, batch: 'N' });
}
