import type { Value } from '../graph/value.ts';

/** How a weight starts out before learning. */
export type Initialisation =
  /** Uniform in ±√(6 / (fan in + fan out)) (Glorot & Bengio 2010). */
  | { readonly kind: 'glorot'; readonly fanIn: number; readonly fanOut: number }
  | { readonly kind: 'constant'; readonly value: number }
  /** Each of equally long parts along the first axis has its own constant. */
  | { readonly kind: 'parts'; readonly values: readonly number[] };

/** A weight that a layer needs. */
export interface ParameterFacts {
  readonly name: string;
  readonly shape: readonly number[];
  readonly initialisation: Initialisation;
}

/** A tensor that a layer keeps from one frame to the next; zero at the start. */
export interface StateFacts {
  readonly name: string;
  /** Without the batch. */
  readonly shape: readonly number[];
}

/** What a layer is, before any graph is made. */
export interface LayerFacts {
  /** `[channels, …spatial]`, without the batch. */
  readonly outputShape: readonly number[];
  /** Named within the layer. */
  readonly parameters: readonly ParameterFacts[];
  /** Named within the layer. */
  readonly states: readonly StateFacts[];
}

/** What a layer finds in the graph it is put into. */
export interface LoweringContext {
  /** Frames in time that `x` holds, one after the other along the batch axis. */
  readonly steps: number;
  /** A weight by the name in {@link LayerFacts}. */
  parameter(name: string): Value;
  /** A state by the name in {@link LayerFacts}, as it is before the first step. */
  state(name: string): Value;
  /** Says what the state is after the last step. */
  setState(name: string, value: Value): void;
  /** Inputs beside `x`; only a merge has any. */
  readonly more: readonly Value[];
}

/** One layer type: what it needs and gives for an input shape, and its nodes. */
export interface LayerLowering<L> {
  /**
   * `inputShape`: `[channels, …spatial]`; `more`: those of a merge's other inputs. Throws RangeError
   * where the layer does not fit it.
   */
  describe(
    layer: L,
    inputShape: readonly number[],
    more: readonly (readonly number[])[],
  ): LayerFacts;
  /** `x`: `[steps · batch, channels, …spatial]`. */
  lower(layer: L, x: Value, context: LoweringContext): Value;
}
