import {
  buildStepModel,
  encodeModelFile,
  initialWeights,
  seededRandom,
  type ModelFile,
  type NetworkSpec,
  type Weights,
} from '@presage/model';

/** The weights that {@link prepareModel} takes: random, the same ones every time. */
export const benchWeights = (spec: NetworkSpec): Weights => initialWeights(spec, seededRandom(1));

/** A network with random weights as a model file: what it computes is nonsense, what it costs is not. */
export function prepareModel(spec: NetworkSpec, calibration?: unknown): ModelFile {
  const { onnx, description } = buildStepModel(spec, benchWeights(spec));
  return { bytes: encodeModelFile(onnx, { description, calibration }), description, calibration };
}
