import type { ModelDescription } from '../../file/model-description.ts';
import { plainReason } from '../../runtime/plain-reason.ts';
import type { Border } from './border.ts';
import { changeGraph } from './change-graph.ts';
import { refusal } from './refusal.ts';
import { tryGraph, type TrialResult } from './trial.ts';

/** A state, for one stream, batch included. */
export interface CarriedState {
  readonly input: string;
  readonly output: string;
  readonly shape: number[];
}

export interface StepToProve {
  /** The file as it was. */
  readonly bytes: Uint8Array;
  readonly border: Border;
  readonly input: ModelDescription['input'];
  readonly states: readonly CarriedState[];
  readonly outputs: readonly string[];
  /** Whether to try two streams in one run. */
  readonly openBatch: boolean;
}

/** A graph that ran, and what its trial showed. */
export interface ProvenStep extends Extract<TrialResult, { kind: 'ran' }> {
  readonly bytes: Uint8Array<ArrayBuffer>;
}

/**
 * Puts a graph's border around it and takes a step. Throws InputError `import-damaged`,
 * `import-does-not-run` where ONNX Runtime refuses, and `import-states` where a state does not come
 * back as it went in or a result is empty.
 */
export async function proveStep(step: StepToProve): Promise<ProvenStep> {
  const { border, input, states, outputs, openBatch } = step;
  const { name } = border;
  const bytes = adapted(step.bytes, border);
  const trial = await tryGraph({
    bytes,
    inputs: [
      input,
      ...states.map(({ input: state, shape }) => ({
        name: state,
        type: 'float32' as const,
        shape,
      })),
    ],
    outputs: [...new Set([...states.map(({ output }) => output), ...outputs])],
    together: openBatch,
  });
  if (trial.kind === 'failed') {
    throw refusal(
      'import-does-not-run',
      `ONNX Runtime does not run ${name}: ${plainReason(trial.reason)}; correct what it says, or export the model for an operator set that ONNX Runtime knows`,
      { name },
    );
  }
  const faults = states.flatMap((state) => {
    const found = trial.shapes.get(state.output) ?? [];
    if (found.join() === state.shape.join()) return [];
    return [
      `"${state.input}" is [${state.shape.join(', ')}] and "${state.output}" [${found.join(', ')}]`,
    ];
  });
  for (const [output, shape] of trial.shapes) {
    if (shape.includes(0)) faults.push(`"${output}" is empty: [${shape.join(', ')}]`);
  }
  if (faults.length === 0) return { ...trial, bytes };
  throw refusal(
    'import-states',
    `a step of ${name} does not give what the next one takes: ${faults.join('; ')}; give other pairs (--states input=output,…) or other sizes (--dimension name=size)`,
    { name, faults },
  );
}

function adapted(bytes: Uint8Array, { change, name }: Border): Uint8Array<ArrayBuffer> {
  try {
    return changeGraph(bytes, change);
  } catch (error) {
    throw refusal(
      'import-damaged',
      `the graph of ${name} is damaged (${String(error)}); take another copy of the file`,
      { name },
    );
  }
}
