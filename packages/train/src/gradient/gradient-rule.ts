import type { Convolution, GraphNode, Value } from '@presage/model';

/** One place where a kernel met a picture: what its gradient there is made of. */
export interface KernelUse {
  readonly kind: 'kernel';
  /** What the kernel went over. */
  readonly input: Value;
  /** Gradient of what came out. */
  readonly outputGradient: Value;
  readonly attributes: Convolution;
}

/**
 * What a node adds to the gradient of one of its inputs. Kernel uses are kept as they are, so that
 * a kernel used at every step gets one large product instead of many small ones.
 */
export type Contribution = Value | KernelUse | undefined;

export interface RuleContext {
  /** Whether anything asks for the gradient of this input. */
  wanted(inputIndex: number): boolean;
}

/**
 * Contributions to the inputs of a node, in their order, from the gradients of its outputs (undefined
 * where an output does not matter).
 */
export type GradientRule = (
  node: GraphNode,
  outputGradients: readonly (Value | undefined)[],
  context: RuleContext,
) => readonly Contribution[];

/** A rule for a node with one output. */
export function single(
  rule: (gradient: Value, node: GraphNode, context: RuleContext) => readonly Contribution[],
): GradientRule {
  return (node, [gradient], context) => (gradient ? rule(gradient, node, context) : []);
}
