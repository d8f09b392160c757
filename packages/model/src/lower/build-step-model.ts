import { bytesPerPixel } from '@presage/core';
import type { ModelDescription } from '../file/model-description.ts';
import { encodeGraph } from '../graph/encode-graph.ts';
import type { NetworkSpec } from '../spec/network-spec.ts';
import type { Weights } from '../weights.ts';
import { buildStepGraph } from './build-step-graph.ts';
import { describeNetwork } from './describe-network.ts';
import { patchGrid } from './patch-grid.ts';
import { errorOutput, frameInput, nextSuffix, predictionState } from './tensor-names.ts';

/** A network's step graph as an ONNX file without metadata, and the description that belongs to it. */
export interface StepModel {
  readonly onnx: Uint8Array<ArrayBuffer>;
  readonly description: ModelDescription;
}

/** Makes what `encodeModelFile` and `openModel` take, from a spec and its weights. */
export function buildStepModel(spec: NetworkSpec, weights: Weights): StepModel {
  const facts = describeNetwork(spec);
  const states = facts.states.map(({ name, shape }) => ({ name, shape: [...shape] }));
  if (spec.target === 'next')
    states.push({ name: predictionState, shape: [...facts.pictureShape] });
  return {
    onnx: encodeGraph(buildStepGraph(spec, weights)),
    description: {
      spec,
      needs: {
        width: spec.input.width,
        height: spec.input.height,
        format: spec.input.format,
        frameRate: spec.input.frameRate,
      },
      input: {
        name: frameInput,
        type: 'uint8',
        shape: [spec.input.height, spec.input.width, bytesPerPixel[spec.input.format]],
      },
      batch: 'free',
      states: states.map(({ name, shape }) => ({ input: name, output: name + nextSuffix, shape })),
      outputs: [{ name: errorOutput, shape: [...patchGrid(spec)] }],
      warmUpFrames: spec.warmUpFrames,
      precision: 'float32',
    },
  };
}
