import { importKeras } from '../../src/import/keras/import-keras.ts';
import { largestDifference } from '../largest-difference.ts';
import { random64, type KerasCase } from './keras-case.ts';
import { kerasReference } from './keras-reference.ts';
import { runImported } from './run-imported.ts';
import { versionOf, writeKerasFile, type KerasScheme } from './write-keras-file.ts';

/** Writes the model, imports it, runs it frame by frame: how far the results are from the reference. */
export async function distanceFrom(model: KerasCase, scheme: KerasScheme): Promise<number> {
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
