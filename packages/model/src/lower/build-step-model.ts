import type { ModelDescription } from '../file/model-description.ts';
import { encodeGraph } from '../graph/encode-graph.ts';
import type { NetworkSpec } from '../spec/network-spec.ts';
import type { Weights } from '../weights.ts';
import { buildStepGraph } from './build-step-graph.ts';
import { describeNetwork } from './describe-network.ts';
import { networkInput } from './network-input.ts';
import { networkResults } from './network-results.ts';
import { nextSuffix, predictionState } from './tensor-names.ts';

/** A network's step graph as an ONNX file without metadata, and the description that belongs to it. */
export interface StepModel {
  readonly onnx: Uint8Array<ArrayBuffer>;
  readonly description: ModelDescription;
}

/** Makes what `encodeModelFile` and `openModel` take, from a spec and its weights. */
export function buildStepModel(spec: NetworkSpec, weights: Weights): StepModel {
  const facts = describeNetwork(spec);
  const states = facts.states.map(({ name, shape }) => ({ name, shape: [...shape] }));
  if (spec.target === 'next') states.push({ name: predictionState, shape: [...facts.outputShape] });
  const { name, type, shape } = networkInput(spec);
  return {
    onnx: encodeGraph(buildStepGraph(spec, weights)),
    description: {
      spec,
      ...('width' in spec.input && { needs: { ...spec.input } }),
      input: { name, type, shape: [...shape] },
      batch: 'free',
      states: states.map((state) => ({
        input: state.name,
        output: state.name + nextSuffix,
        shape: state.shape,
      })),
      outputs: networkResults(spec),
      warmUpFrames: spec.warmUpFrames,
      precision: 'float32',
    },
  };
}
