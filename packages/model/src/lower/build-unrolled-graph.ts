import type { Graph } from '../graph/graph.ts';
import type { NetworkSpec } from '../spec/network-spec.ts';
import type { Weights } from '../weights.ts';
import { buildNetworkGraph } from './build-network-graph.ts';

/**
 * `steps` steps in one graph, with the step graph's names: `frame` or `input` is `[steps · batch, …]`,
 * all of the first step first, and so are `error`, `features` and `output`. Where only the last frame comes out
 * (`returnSequences: false`), `output` is `[batch, …]`.
 */
export function buildUnrolledGraph(
  spec: NetworkSpec,
  weights: Weights,
  extent: { readonly steps: number; readonly batch: number },
): Graph {
  return buildNetworkGraph(spec, weights, extent);
}
