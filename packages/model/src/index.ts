export { encodeModelFile } from './file/encode-model-file.ts';
export { frameNeedsOf } from './file/frame-needs-of.ts';
export type { ModelDescription } from './file/model-description.ts';
export type { ModelFile, ModelMetadata } from './file/model-file.ts';
export { parseModelFile } from './file/parse-model-file.ts';
export type { ImportedFrom, Provenance } from './file/provenance.ts';
export { readModelFile } from './file/read-model-file.ts';
export {
  decodeSafetensors,
  encodeSafetensors,
  type NamedTensor,
  type Safetensors,
} from './file/safetensors.ts';
export { weightsOf, type LearnedNetwork } from './file/weights-of.ts';
export { writeModelFile } from './file/write-model-file.ts';
export { transposedSize } from './graph/convolution-size.ts';
export {
  convolutionOf,
  type Convolution,
  type TransposedConvolution,
} from './graph/convolution.ts';
export { encodeGraph } from './graph/encode-graph.ts';
export { Graph, type GraphNode } from './graph/graph.ts';
export {
  abs,
  add,
  averagePool,
  clip,
  concat,
  conv,
  convTranspose,
  div,
  elu,
  erf,
  exp,
  expand,
  hardSigmoid,
  leakyRelu,
  matMul,
  maximum,
  maxPool,
  maxUnpool,
  minimum,
  mul,
  neg,
  oneMinus,
  pad,
  reduceMax,
  reduceMean,
  reduceSum,
  relu,
  reshape,
  resize,
  selu,
  sigmoid,
  sign,
  slice,
  softmax,
  softplus,
  softsign,
  split,
  splitSizes,
  sqrt,
  square,
  sub,
  sum,
  tanh,
  transpose,
  type PoolWindows,
  type SliceRange,
} from './graph/operations.ts';
export type { Attribute, Attributes, OperatorType } from './graph/operator.ts';
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
export { importKeras, type ImportedKeras } from './import/keras/import-keras.ts';
export { importModel } from './import/import-model.ts';
export type { ImportedFrames, ImportOptions } from './import/import-options.ts';
export type { ImportedModel } from './import/imported-model.ts';
export type { ImportedNetwork } from './import/imported-network.ts';
export { initialWeights } from './initial-weights.ts';
export type { Initialisation, ParameterFacts, StateFacts } from './layers/layer-lowering.ts';
export { buildStepGraph } from './lower/build-step-graph.ts';
export { buildStepModel, type StepModel } from './lower/build-step-model.ts';
export { buildUnrolledGraph } from './lower/build-unrolled-graph.ts';
export { describeNetwork, type NamedLayer, type NetworkFacts } from './lower/describe-network.ts';
export { lowerNetwork, type NetworkInputs, type NetworkOutputs } from './lower/lower-network.ts';
export { normalisePictures } from './lower/normalise-pictures.ts';
export { pictureShape } from './lower/picture-shape.ts';
export type { ConvolutionExtremes } from './precision/activation-extremes.ts';
export { halveModel } from './precision/halve-model.ts';
export {
  measureActivations,
  type MeasureActivationsOptions,
} from './precision/measure-activations.ts';
export { observedModel, type ObservedModel } from './precision/observed-model.ts';
export { quantiseModel } from './precision/quantise-model.ts';
export type { ReducedPrecision } from './precision/rewrite-model.ts';
export { cpuSessionOptions } from './runtime/cpu-step-device.ts';
export type { Device, DeviceReport, DeviceTrial } from './runtime/device.ts';
export type { ModelLoad, RunLoad, StreamLoad } from './runtime/model-load.ts';
export type {
  ArrayStepOptions,
  ArrayStepResult,
  Model,
  ModelStream,
  OutputTensor,
  StepResult,
} from './runtime/model.ts';
export { createExitGuard, withExitGuard, type ExitGuard } from './runtime/exit-guard.ts';
export { openModel, type OpenModelOptions } from './runtime/open-model.ts';
export type { Batching, RunShape } from './runtime/protocol.ts';
export { spawnWorker } from './runtime/spawn-worker.ts';
export { seededRandom } from './seeded-random.ts';
export type { ActivationName } from './spec/activation-spec.ts';
export type { ArrayInput, PictureInput } from './spec/input-spec.ts';
export type { LayerOf, LayerSpec, LayerType } from './spec/layer-spec.ts';
export {
  comparingNetworkSpecSchema,
  networkSpecSchema,
  type ComparingNetworkSpec,
  type NetworkSpec,
  type NetworkSpecInput,
  type PlainNetworkSpec,
} from './spec/network-spec.ts';
export type { Weights } from './weights.ts';
