import { elementCount } from '../src/graph/value.ts';
import type { ImportOptions } from '../src/import/import-options.ts';
import { importOnnx } from '../src/import/onnx/import-onnx.ts';
import { openModel } from '../src/runtime/open-model.ts';
import { seededRandom } from '../src/seeded-random.ts';

/** Arrays for some steps. */
export function randomSteps(shape: readonly number[], count = 4): Float32Array<ArrayBuffer>[] {
  const random = seededRandom(3);
  return Array.from({ length: count }, () =>
    Float32Array.from({ length: elementCount(shape) }, random),
  );
}

/** Steps an imported model through the runtime; each step's only output. */
export async function stepImported(
  bytes: Uint8Array<ArrayBuffer>,
  steps: readonly Float32Array[],
  options?: ImportOptions,
): Promise<Float32Array[]> {
  const { file } = await importOnnx(bytes, 'foreign.onnx', options);
  await using model = await openModel(file, { device: 'cpu', threads: 1 });
  using stream = model.stream();
  const results: Float32Array[] = [];
  for (const values of steps) {
    const [output] = Object.values((await stream.stepArray(values)).outputs);
    results.push(output!.data.slice());
  }
  return results;
}
