import {
  convertActivation,
  convertElu,
  convertLeakyRelu,
  convertRelu,
  convertSoftmax,
} from './convert-activation.ts';
import { convertCropping, convertUpsampling, convertZeroPadding } from './convert-borders.ts';
import { convertConvLstm } from './convert-conv-lstm.ts';
import { convertConvolution } from './convert-convolution.ts';
import { convertDense } from './convert-dense.ts';
import { convertDepthwise, convertSeparable } from './convert-depthwise.ts';
import { convertMerge } from './convert-merge.ts';
import {
  convertBatchNormalisation,
  convertGroupNormalisation,
  convertLayerNormalisation,
} from './convert-normalisation.ts';
import { convertGlobalPool, convertPool } from './convert-pool.ts';
import { convertPrelu } from './convert-prelu.ts';
import {
  convertFlatten,
  convertPermute,
  convertRepeat,
  convertReshape,
} from './convert-reshape.ts';
import { convertFeatureNormalisation, convertRescaling } from './convert-scaling.ts';
import { convertTransposedConvolution } from './convert-transposed-convolution.ts';
import { convertGru, convertLstm } from './convert-vector-recurrent.ts';
import { inputOf, type LayerCall, type LayerConverter } from './layer-call.ts';
import { UnsupportedLayer } from './unsupported-layer.ts';
import type { ImportedMap } from './imported-map.ts';

const dropped: LayerConverter = (call) => {
  call.note(`${call.name} (${call.type}) is dropped: it does nothing but while learning`);
  return inputOf(call);
};

const converters: Readonly<Record<string, LayerConverter>> = {
  Activation: convertActivation,
  ActivityRegularization: dropped,
  Add: convertMerge,
  AlphaDropout: dropped,
  Average: convertMerge,
  BatchNormalization: convertBatchNormalisation,
  BatchNormalizationV1: convertBatchNormalisation,
  Concatenate: convertMerge,
  CuDNNLSTM: refuse('its weights are laid out for a GPU; load and save the model with LSTM layers'),
  CuDNNGRU: refuse('its weights are laid out for a GPU; load and save the model with GRU layers'),
  Dense: convertDense,
  Dropout: dropped,
  ELU: convertElu,
  Flatten: convertFlatten,
  GaussianDropout: dropped,
  GaussianNoise: dropped,
  GroupNormalization: convertGroupNormalisation,
  GRU: convertGru,
  LayerNormalization: convertLayerNormalisation,
  LeakyReLU: convertLeakyRelu,
  LSTM: convertLstm,
  Maximum: convertMerge,
  Minimum: convertMerge,
  Multiply: convertMerge,
  Normalization: convertFeatureNormalisation,
  Permute: convertPermute,
  PReLU: convertPrelu,
  ReLU: convertRelu,
  RepeatVector: convertRepeat,
  Rescaling: convertRescaling,
  Reshape: convertReshape,
  Softmax: convertSoftmax,
  Subtract: convertMerge,
  Bidirectional: refuse('it reads sequences backwards too: a step cannot see the future'),
  Lambda: refuse('it runs Python code, which is never run here'),
  Masking: refuse('it makes the layers behind skip frames; leave those frames out of the stream'),
};

/** Types that come with one, two and three axes. */
const families: readonly (readonly [RegExp, LayerConverter])[] = [
  [/^ConvLSTM[123]D$/, convertConvLstm],
  [/^(Conv|Convolution)[123]D$/, convertConvolution],
  [/^(Conv[123]DTranspose|Deconvolution[23]D)$/, convertTransposedConvolution],
  [/^SeparableConv[12]D$/, convertSeparable],
  [/^DepthwiseConv[12]D$/, convertDepthwise],
  [/^(Max|Average)Pooling[123]D$/, convertPool],
  [/^Global(Max|Average)Pooling[123]D$/, convertGlobalPool],
  [/^UpSampling[123]D$/, convertUpsampling],
  [/^ZeroPadding[123]D$/, convertZeroPadding],
  [/^Cropping[123]D$/, convertCropping],
  [/^SpatialDropout[123]D$/, dropped],
  [/OpLambda$/, refuse('it is an operation of TensorFlow, not a layer; make it a layer of Keras')],
  // Pictures turned and shifted at random while learning.
  [/^Random[A-Z]\w*$/, dropped],
];

/** What may stand behind a Flatten that joins frames. */
const takesJoined: ReadonlySet<LayerConverter> = new Set([dropped, convertDense, convertFlatten]);

/** Makes one call of a Keras layer into layers of the network; throws UnsupportedLayer where it cannot. */
export function convertLayer(call: LayerCall): ImportedMap {
  const { type } = call;
  const convert =
    (Object.hasOwn(converters, type) ? converters[type] : undefined) ??
    families.find(([pattern]) => pattern.test(type))?.[1];
  if (convert && call.inputs.some(({ time }) => time === 'joined') && !takesJoined.has(convert)) {
    throw new UnsupportedLayer(
      'it is given the frames of a sequence in one vector, which only Dense can be: put it behind that, or wrap what is before it in TimeDistributed',
    );
  }
  if (convert) return convert(call);
  throw new UnsupportedLayer(
    type.includes('>')
      ? 'it is a layer of somebody’s own, of which only the name is in the file'
      : 'there is no such layer here',
  );
}

function refuse(reason: string): LayerConverter {
  return () => {
    throw new UnsupportedLayer(reason);
  };
}
