import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { importKeras } from '../../src/import/keras/import-keras.ts';
import { largestDifference } from '../largest-difference.ts';
import { float32From } from './npy.ts';
import { runImported } from './run-imported.ts';

const folder = fileURLToPath(
  new URL('../../../../../shared/data/models/keras-climate/', import.meta.url),
);

test('a learned .keras file gives what NumPy gives in double precision', async (context) => {
  if (!existsSync(folder)) context.skip(`${folder} is not on this machine`);
  const network = await importKeras(
    readFileSync(`${folder}convlstm_model.keras`),
    'convlstm_model.keras',
  );
  expect(network.kerasVersion).toBe('3.13.2');

  const data = Float32Array.from(
    { length: 30 * 24 * 32 * 3 },
    (_, index) => 0.5 + 0.5 * Math.sin(0.37 * index),
  );
  const { results, shape } = await runImported(network, data);
  expect(shape).toEqual([24, 32, 3]);
  const expected = float32From(readFileSync(`${folder}expected_numpy.npy`));
  expect(expected).toHaveLength(24 * 32 * 3);
  expect(largestDifference(results.at(-1)!, expected)).toBeLessThan(1e-5);
});
