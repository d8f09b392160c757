export { encodeModelFile } from './file/encode-model-file.ts';
export { modelDescriptionSchema, type ModelDescription } from './file/model-description.ts';
export { modelFormatVersion, type ModelFile, type ModelMetadata } from './file/model-file.ts';
export { parseModelFile } from './file/parse-model-file.ts';
export { provenanceSchema, type Provenance } from './file/provenance.ts';
export { readModelFile } from './file/read-model-file.ts';
export { writeModelFile } from './file/write-model-file.ts';
export type { Device, DeviceReport, DeviceTrial } from './runtime/device.ts';
export type { Model, ModelStream, OutputTensor, StepResult } from './runtime/model.ts';
export { createExitGuard, withExitGuard, type ExitGuard } from './runtime/exit-guard.ts';
export { openModel, type OpenModelOptions } from './runtime/open-model.ts';
export { spawnWorker } from './runtime/spawn-worker.ts';
export { decodeSafetensors, encodeSafetensors, type NamedTensor, type Safetensors } from './file/safetensors.ts';
export { encodeGraph } from './graph/encode-graph.ts';
export { Graph, type GraphNode } from './graph/graph.ts';
export type { Attribute, Attributes, OperatorType } from './graph/operator.ts';
export { transposedSize } from './graph/convolution-size.ts';
export {
  abs,
  add,
  averagePool,
  concat,
  conv,
  convolutionOf,
  convTranspose,
  div,
  expand,
  gemmTransposed,
  hardSigmoid,
  leakyRelu,
  matMul,
  maxPool,
  maxUnpool,
  mul,
  neg,
  oneMinus,
  pad,
  reduceMean,
  reduceSum,
  relu,
  reshape,
  sigmoid,
  sign,
  slice,
  split,
  splitSizes,
  sqrt,
  square,
  sub,
  sum,
  tanh,
  toFloat,
  transpose,
  type Convolution,
  type SliceRange,
  type TransposedConvolution,
} from './graph/operations.ts';
export {
  elementCount,
  fixedShape,
  sizeAt,
  type DataType,
  type Dimension,
  type Shape,
  type TensorData,
  type Value,
} from './graph/value.ts';
export { initialWeights } from './initial-weights.ts';
export { seededRandom } from './seeded-random.ts';
export type { Weights } from './weights.ts';
export { buildStepGraph, buildUnrolledGraph, patchGrid } from './lower/build-graphs.ts';
export { buildStepModel, type StepModel } from './lower/build-step-model.ts';
export { describeNetwork, type NamedLayer, type NetworkFacts } from './lower/describe-network.ts';
export type { ParameterFacts, StateFacts } from './lower/layer-lowering.ts';
export { lowerNetwork, normalisePictures, type NetworkInputs, type NetworkOutputs } from './lower/lower-network.ts';
export type { ActivationName, LayerSpec, LayerType } from './spec/layer-spec.ts';
export { networkSpecSchema, type NetworkSpec, type NetworkSpecInput } from './spec/network-spec.ts';
