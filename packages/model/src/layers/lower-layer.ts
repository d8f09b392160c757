import type { Value } from '../graph/value.ts';
import type { LayerOf, LayerSpec, LayerType } from '../spec/layer-spec.ts';
import { activationLayer } from './activation-layer.ts';
import { convGruLayer } from './conv-gru-layer.ts';
import { convLayer } from './conv-layer.ts';
import { convLstmLayer } from './conv-lstm-layer.ts';
import { convTransposeLayer } from './conv-transpose-layer.ts';
import { cropLayer } from './crop-layer.ts';
import { denseLayer } from './dense-layer.ts';
import { encoderForecasterLayer } from './encoder-forecaster-layer.ts';
import { globalPoolLayer } from './global-pool-layer.ts';
import type { LayerFacts, LayerLowering, LoweringContext } from './layer-lowering.ts';
import { mergeLayer } from './merge-layer.ts';
import { normalisationLayer } from './normalisation-layer.ts';
import { offsetLayer } from './offset-layer.ts';
import { padLayer } from './pad-layer.ts';
import { permuteLayer } from './permute-layer.ts';
import { pixelShuffleLayer } from './pixel-shuffle-layer.ts';
import { pixelUnshuffleLayer } from './pixel-unshuffle-layer.ts';
import { poolLayer } from './pool-layer.ts';
import { reshapeLayer } from './reshape-layer.ts';
import { upsampleLayer } from './upsample-layer.ts';

/** Every layer type a spec may use. */
const layers: { readonly [T in LayerType]: LayerLowering<LayerOf<T>> } = {
  activation: activationLayer,
  conv: convLayer,
  convGru: convGruLayer,
  convLstm: convLstmLayer,
  convTranspose: convTransposeLayer,
  crop: cropLayer,
  dense: denseLayer,
  encoderForecaster: encoderForecasterLayer,
  globalPool: globalPoolLayer,
  merge: mergeLayer,
  normalisation: normalisationLayer,
  offset: offsetLayer,
  pad: padLayer,
  permute: permuteLayer,
  pixelShuffle: pixelShuffleLayer,
  pixelUnshuffle: pixelUnshuffleLayer,
  pool: poolLayer,
  reshape: reshapeLayer,
  upsample: upsampleLayer,
};

/**
 * Weights, states and output shape of a layer for an input `[channels, …spatial]` and, for a merge,
 * `more` such inputs. Throws RangeError where the layer does not fit them.
 */
export function describeLayer(
  layer: LayerSpec,
  inputShape: readonly number[],
  more: readonly (readonly number[])[] = [],
): LayerFacts {
  const facts = loweringOf(layer).describe(layer, inputShape, more);
  if (facts.outputShape.some((size) => size < 1)) {
    throw new RangeError(
      `[${inputShape.join(', ')}] is too small and leaves [${facts.outputShape.join(', ')}]; make the input larger, or the kernel or tile smaller`,
    );
  }
  return facts;
}

/** Puts a layer behind `x`. */
export function lowerLayer(layer: LayerSpec, x: Value, context: LoweringContext): Value {
  return loweringOf(layer).lower(layer, x, context);
}

function loweringOf(layer: LayerSpec): LayerLowering<LayerSpec> {
  return layers[layer.type];
}
