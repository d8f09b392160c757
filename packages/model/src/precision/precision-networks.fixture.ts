import type { FrameData, FrameNeeds } from '@presage/core';
import type { ModelFile } from '../file/model-file.ts';
import { frameNeedsOf } from '../file/frame-needs-of.ts';
import { encodeModelFile } from '../file/encode-model-file.ts';
import { initialWeights } from '../initial-weights.ts';
import { buildStepModel } from '../lower/build-step-model.ts';
import { openModel } from '../runtime/open-model.ts';
import { seededRandom } from '../seeded-random.ts';
import { networkSpecSchema, type NetworkSpec } from '../spec/network-spec.ts';
import { measureActivations } from './measure-activations.ts';
import { quantiseModel } from './quantise-model.ts';

/** The shape of the network that `presage learn` uses, for a 4:3 picture, without its mean picture. */
export const learnedNetwork: NetworkSpec = networkSpecSchema.parse({
  input: { width: 128, height: 96, format: 'gray8', frameRate: 5 },
  layers: [
    { type: 'pixelUnshuffle', factor: 4 },
    { type: 'conv', filters: 32, kernelSize: 3, activation: 'leakyRelu' },
    { type: 'convLstm', hiddenChannels: 32, kernelSize: 3 },
    { type: 'convLstm', hiddenChannels: 32, kernelSize: 3 },
    { type: 'conv', filters: 16, kernelSize: 3 },
    { type: 'pixelShuffle', factor: 4 },
  ],
  target: 'next',
  patchSize: 8,
  warmUpFrames: 5,
});

/** Chong & Tay 2017 (arXiv:1701.01546). */
export const chongTayNetwork: NetworkSpec = networkSpecSchema.parse({
  input: { width: 227, height: 227, format: 'gray8', frameRate: 10 },
  layers: [
    { type: 'conv', filters: 128, kernelSize: 11, stride: 4, padding: 'valid', activation: 'tanh' },
    { type: 'conv', filters: 64, kernelSize: 5, stride: 2, padding: 'valid', activation: 'tanh' },
    { type: 'convLstm', hiddenChannels: 64, kernelSize: 3 },
    { type: 'convLstm', hiddenChannels: 32, kernelSize: 3 },
    { type: 'convLstm', hiddenChannels: 64, kernelSize: 3 },
    {
      type: 'convTranspose',
      filters: 128,
      kernelSize: 5,
      stride: 2,
      padding: 'valid',
      activation: 'tanh',
    },
    {
      type: 'convTranspose',
      filters: 1,
      kernelSize: 11,
      stride: 4,
      padding: 'valid',
      activation: 'tanh',
    },
  ],
  target: 'same',
  patchSize: 16,
  warmUpFrames: 10,
});

/** How much larger weights are after training than before it, on real footage: 1.0 to 1.7. */
const trained = 1.25;

/** A network with random weights of the size that trained ones have: its gates open and close. */
export function networkFile(spec: NetworkSpec): ModelFile {
  const weights = new Map(
    [...initialWeights(spec, seededRandom(1))].map(([name, values]) => [
      name,
      /weight$/iu.test(name) ? values.map((value) => trained * value) : values,
    ]),
  );
  const { onnx, description } = buildStepModel(spec, weights);
  return { bytes: encodeModelFile(onnx, { description }), description };
}

/** A room with a gradient over it and a bright square that walks through it, a little noisy. */
export function walkFrames(file: ModelFile, count: number): FrameData[] {
  const needs = frameNeedsOf(file, 'the fixture');
  const random = seededRandom(3);
  return Array.from({ length: count }, (_, sequence) => ({
    streamId: 'walk',
    sequence,
    timestampUs: Math.round((sequence * 1e6) / needs.frameRate),
    arrivalMs: 0,
    width: needs.width,
    height: needs.height,
    format: needs.format,
    bytes: walkPicture(needs, sequence, random),
    ...(sequence === 0 && { discontinuity: 'start' as const }),
  }));
}

function walkPicture({ width, height }: FrameNeeds, sequence: number, random: () => number) {
  const left = (sequence * 3) % width;
  return Uint8Array.from({ length: width * height }, (_, at) => {
    const [x, y] = [at % width, Math.floor(at / width)];
    const inside = x >= left && x < left + 20 && y >= height / 3 && y < height / 2;
    return (inside ? 220 : 60 + (100 * y) / height) + 8 * random();
  });
}

/** A model's patch errors of each frame, one list after the other. */
export async function patchErrors(
  file: ModelFile,
  frames: readonly FrameData[],
): Promise<Float32Array> {
  await using model = await openModel(file, { device: 'cpu', threads: 1, batching: 'off' });
  using stream = model.stream();
  const errors: number[] = [];
  for (const frame of frames) {
    const { outputs } = await stream.step({ ...frame, bytes: frame.bytes.slice() });
    errors.push(...outputs['error']!.data);
  }
  return Float32Array.from(errors);
}

/** The model in int8, its activations measured on the frames. */
export async function quantised(file: ModelFile, frames: readonly FrameData[]): Promise<ModelFile> {
  const copies = frames.map((frame) => ({ ...frame, bytes: frame.bytes.slice() }));
  return quantiseModel(file, await measureActivations(file, copies, { threads: 1 }));
}
