import { buildStepModel, networkSpecSchema, writeModelFile } from '@presage/model';

const spec = networkSpecSchema.parse({
  input: { width: 32, height: 24, frameRate: 5 },
  layers: [
    { type: 'conv', name: 'apart', filters: 2, kernelSize: 1 },
    { type: 'conv', name: 'beside', filters: 1, kernelSize: 3 },
  ],
  target: 'same',
  patchSize: 4,
  warmUpFrames: 5,
});

/**
 * Writes a model that bytes do not suffice for: of two channels one reaches ten thousand times
 * further than the other, and only the other is used. Without a calibration.
 */
export async function writeUnevenModel(path: string): Promise<void> {
  const weights = new Map([
    ['apart.weight', Float32Array.of(1e4, 1)],
    ['apart.bias', new Float32Array(2)],
    ['beside.weight', new Float32Array(18).fill(1, 12, 13)],
    ['beside.bias', new Float32Array(1)],
  ]);
  const { onnx: bytes, description } = buildStepModel(spec, weights);
  await writeModelFile(path, { bytes, description });
}
