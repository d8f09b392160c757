import {
  buildStepModel,
  encodeModelFile,
  initialWeights,
  seededRandom,
  type ModelFile,
  type NetworkSpec,
} from '@presage/model';

/** A network with random weights as a model file: what it computes is nonsense, what it costs is not. */
export function prepareModel(spec: NetworkSpec, calibration?: unknown): ModelFile {
  const { onnx, description } = buildStepModel(spec, initialWeights(spec, seededRandom(1)));
  return { bytes: encodeModelFile(onnx, { description, calibration }), description, calibration };
}
