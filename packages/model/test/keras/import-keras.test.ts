import { expect, test } from 'vitest';
import { importKeras } from '../../src/import/keras/import-keras.ts';
import { largestDifference } from '../largest-difference.ts';
import {
  batchNormalisationCase,
  convCase,
  convLstmCase,
  eachFrame,
  layerCase,
  random64,
  type KerasCase,
} from './keras-case.ts';
import { kerasReference } from './keras-reference.ts';
import { runImported } from './run-imported.ts';
import { kerasSchemes, versionOf, writeKerasFile, type KerasScheme } from './write-keras-file.ts';

/** Imports the model, runs it frame by frame, and gives how far the results are from the reference. */
async function distanceFrom(model: KerasCase, scheme: KerasScheme): Promise<number> {
  const network = await importKeras(await writeKerasFile(model, scheme), `${scheme}.h5`);
  const input = random64(model.inputShape, 1);
  const expected = kerasReference(model, input, versionOf(scheme));
  const { results } = await runImported(network, Float32Array.from(input.data));
  const each = results[0]!.length;
  // A sequence comes out frame by frame, a last result at the end.
  return expected.data.length === each
    ? largestDifference(results.at(-1)!, expected.data)
    : largestDifference(results.flat(), expected.data);
}

const autoencoder: KerasCase = {
  inputShape: [4, 12, 9, 1],
  layers: [
    eachFrame(convCase([1, 4], [3, 3], { strides: [2, 2], padding: 'same', activation: 'relu' })),
    batchNormalisationCase(4),
    convLstmCase([4, 3], [3, 3], { recurrent_activation: 'hard_sigmoid' }),
    layerCase('Dropout', { rate: 0.5 }),
    convLstmCase([3, 2], [3, 3], { use_bias: false }),
    eachFrame(
      layerCase(
        'Conv2DTranspose',
        {
          filters: 2,
          kernel_size: [3, 3],
          strides: [2, 2],
          padding: 'same',
          activation: 'leaky_relu',
          use_bias: true,
        },
        { kernel: [3, 3, 2, 2], bias: [2] },
      ),
    ),
    convCase([2, 1], [3, 3], { padding: 'same', activation: 'sigmoid' }),
  ],
};

test.for(kerasSchemes)('a convolutional autoencoder as %s writes it', async (scheme) => {
  expect(await distanceFrom(autoencoder, scheme)).toBeLessThan(1e-5);
});
