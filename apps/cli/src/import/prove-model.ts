import { FatalError } from '@presage/core';
import { openModel, type Model, type ModelFile } from '@presage/model';

/** What a first run of a model showed. */
export interface ModelProof {
  readonly device: string;
  /** Of the quickest of a few. */
  readonly stepMs: number;
}

const steps = 3;

/**
 * Takes a few steps with a model on the CPU, as whoever uses it will.
 *
 * Throws FatalError `import-unproven` where results are not numbers; what `openModel` throws where
 * ONNX Runtime refuses the graph.
 */
export async function proveModel(file: ModelFile, signal: AbortSignal): Promise<ModelProof> {
  await using model = await openModel(file, { device: 'cpu', batching: 'off', signal });
  using stream = model.stream();
  let stepMs = Infinity;
  for (let step = 0; step < steps; step += 1) {
    const result = await takeStep(model, stream, step);
    stepMs = Math.min(stepMs, result.stepMs);
    for (const [name, { data }] of Object.entries(result.outputs)) {
      if (data.every(Number.isFinite)) continue;
      throw new FatalError({
        code: 'import-unproven',
        message: `the imported model gives ${name} that is not a number in step ${step + 1}: its weights, or the spec they were given, are not right; nothing was written`,
        fields: { output: name, step },
      });
    }
  }
  return { device: model.device.device, stepMs };
}

function takeStep(model: Model, stream: ReturnType<Model['stream']>, step: number) {
  const { input, needs } = model.description;
  const length = input.shape.reduce((product, size) => product * size, 1);
  if (!needs) {
    return stream.stepArray(Float32Array.from({ length }, (_, at) => Math.sin(at + step) / 2));
  }
  return stream.step({
    streamId: 'proof',
    sequence: step,
    timestampUs: Math.round((step * 1e6) / needs.frameRate),
    arrivalMs: 0,
    width: needs.width,
    height: needs.height,
    format: needs.format,
    bytes: Uint8Array.from({ length }, (_, at) => (at * 7 + step) % 256),
  });
}
