import type { ModelFile } from '../../src/file/model-file.ts';
import { openModel } from '../../src/runtime/open-model.ts';

/** Elements of a made-up sequence: element n is sin(0.37 n), as float32. */
export function sineArrays(steps: number, elements: number): Float32Array<ArrayBuffer>[] {
  return Array.from({ length: steps }, (_, step) =>
    Float32Array.from({ length: elements }, (__, at) => Math.sin(0.37 * (step * elements + at))),
  );
}

/** Takes arrays through a model on the CPU; the first result after the last one. */
export async function lastOutput(
  file: ModelFile,
  arrays: readonly Float32Array<ArrayBuffer>[],
): Promise<Float32Array> {
  await using model = await openModel(file, { device: 'cpu', threads: 1, batching: 'off' });
  using stream = model.stream();
  const results = await Promise.all(arrays.map((array) => stream.stepArray(array)));
  const [output] = Object.values(results.at(-1)!.outputs);
  return output!.data;
}
