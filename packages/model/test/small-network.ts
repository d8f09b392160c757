import type { Discontinuity, FrameData } from '@presage/core';
import type { ModelFile } from '../src/file/model-file.ts';
import { initialWeights } from '../src/initial-weights.ts';
import { buildStepModel } from '../src/lower/build-step-model.ts';
import { seededRandom } from '../src/seeded-random.ts';
import { networkSpecSchema } from '../src/spec/network-spec.ts';

const spec = networkSpecSchema.parse({
  input: { width: 32, height: 24, format: 'gray8', frameRate: 5 },
  layers: [
    { type: 'conv', filters: 8, kernelSize: 3, stride: 2, activation: 'relu' },
    { type: 'convLstm', hiddenChannels: 8, kernelSize: 3, peephole: 'perChannel' },
    { type: 'convGru', hiddenChannels: 8, kernelSize: 3 },
    { type: 'convTranspose', filters: 1, kernelSize: 4, stride: 2, activation: 'sigmoid' },
  ],
  target: 'next',
  patchSize: 8,
  warmUpFrames: 2,
});

/** A small recurrent network that has learned nothing, with weights of its own for each seed. */
export function smallNetworkFile(seed: number): ModelFile {
  const { onnx, description } = buildStepModel(spec, initialWeights(spec, seededRandom(seed)));
  return { bytes: new Uint8Array(onnx), description };
}

/** Noise for the small network, the same for the same stream and sequence. */
export function noiseFrame(
  stream: number,
  sequence: number,
  discontinuity?: Discontinuity,
): FrameData {
  const random = seededRandom(stream * 10_000 + sequence + 1);
  return {
    streamId: `stream ${stream}`,
    sequence,
    timestampUs: sequence * 200_000,
    arrivalMs: 0,
    width: 32,
    height: 24,
    format: 'gray8',
    bytes: Uint8Array.from({ length: 32 * 24 }, () => random() * 256),
    ...(discontinuity && { discontinuity }),
  };
}
