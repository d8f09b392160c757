import type { NetworkSpecInput } from '../spec/network-spec.ts';
import type { Weights } from '../weights.ts';

/** A network from another framework, as a spec and weights of ours. */
export interface ImportedNetwork {
  readonly spec: NetworkSpecInput;
  /** By the names of `describeNetwork`. */
  readonly weights: Weights;
  /** For a person, one sentence each: what was inferred, dropped or folded. */
  readonly notes: readonly string[];
}
