import type { Graph } from '../graph/graph.ts';
import type { NetworkSpec } from '../spec/network-spec.ts';
import type { Weights } from '../weights.ts';
import { buildNetworkGraph } from './build-network-graph.ts';

/**
 * One recurrent step. Inputs: `frame` uint8 `[N, height, width, channels]` and each state; outputs:
 * `error` float32 `[N, rows, columns]`, the mean squared error of each patch (elements 0..1), and
 * each state's next value. N is free.
 */
export function buildStepGraph(spec: NetworkSpec, weights: Weights): Graph {
  return buildNetworkGraph(spec, weights, { steps: 1, batch: 'N' });
}
