import type { SessionPlan } from './protocol.ts';

/**
 * A graph that takes `steps` steps of each of `lanes` streams in one run, and what its tensors are
 * called. Every lane has tensors of its own, each with the shape that the plan gives it.
 */
export interface StepGraph {
  readonly lanes: readonly StepGraphLane[];
}

/** One stream's part in a run. */
export interface StepGraphLane {
  /** The input of each step. */
  readonly inputs: readonly string[];
  /** In the plan's order, as the first step reads them. */
  readonly stateInputs: readonly string[];
  /** In the plan's order, as the last step leaves them. */
  readonly stateOutputs: readonly string[];
  /** Of each step, in the plan's order. */
  readonly outputs: readonly (readonly string[])[];
}

/** The model's own graph: one step of one stream. */
export function plainStepGraph({ input, states, outputs }: SessionPlan): StepGraph {
  return {
    lanes: [
      {
        inputs: [input.name],
        stateInputs: states.map((state) => state.input),
        stateOutputs: states.map((state) => state.output),
        outputs: [outputs.map(({ name }) => name)],
      },
    ],
  };
}
