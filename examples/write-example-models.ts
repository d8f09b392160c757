import { writeFile } from 'node:fs/promises';
import {
  buildStepModel,
  initialWeights,
  networkSpecSchema,
  seededRandom,
  writeModelFile,
} from '../packages/model/src/index.ts';
import { convCase, convLstmCase } from '../packages/model/test/keras/keras-case.ts';
import { writeKerasFile } from '../packages/model/test/keras/write-keras-file.ts';

/** Writes a Keras file of a ConvLSTM layer and a convolution. */
export async function writeKerasExample(path: string): Promise<void> {
  const layers = [
    convLstmCase([2, 4], [3, 3], { return_sequences: false }),
    convCase([4, 2], [1, 1], { activation: 'sigmoid' }),
  ];
  await writeFile(path, await writeKerasFile({ inputShape: [10, 6, 8, 2], layers }, 'keras3'));
}

/** Writes a model that takes arrays. */
export async function writeArrayModel(path: string): Promise<void> {
  const spec = networkSpecSchema.parse({
    input: { shape: [2, 6, 8] },
    layers: [{ type: 'convLstm', hiddenChannels: 2, kernelSize: 3 }],
    target: 'none',
    warmUpFrames: 0,
  });
  const { onnx: bytes, description } = buildStepModel(spec, initialWeights(spec, seededRandom(1)));
  await writeModelFile(path, { bytes, description });
}
