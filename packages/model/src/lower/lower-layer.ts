import type { Value } from '../graph/value.ts';
import type { LayerOf, LayerSpec, LayerType } from '../spec/layer-spec.ts';
import { convGruLayer } from './conv-gru.ts';
import { convLstmLayer } from './conv-lstm.ts';
import { convLayer, convTransposeLayer } from './convolution.ts';
import type { LayerFacts, LayerLowering, LoweringContext } from './layer-lowering.ts';
import { pixelShuffleLayer, pixelUnshuffleLayer } from './pixel-shuffle.ts';
import { activationLayer, denseLayer, normalisationLayer, offsetLayer, poolLayer, reshapeLayer } from './pointwise-layers.ts';

/** Every layer type a spec may use. */
const layers: { readonly [T in LayerType]: LayerLowering<LayerOf<T>> } = {
  activation: activationLayer,
  conv: convLayer,
  convGru: convGruLayer,
  convLstm: convLstmLayer,
  convTranspose: convTransposeLayer,
  dense: denseLayer,
  normalisation: normalisationLayer,
  offset: offsetLayer,
  pixelShuffle: pixelShuffleLayer,
  pixelUnshuffle: pixelUnshuffleLayer,
  pool: poolLayer,
  reshape: reshapeLayer,
};

/** Weights, states and output shape of a layer for an input shape without batch. */
export function describeLayer(
  layer: LayerSpec,
  name: string,
  inputShape: readonly number[],
): LayerFacts {
  return loweringOf(layer).describe(layer, name, inputShape);
}

/** Puts a layer behind `x`. */
export function lowerLayer(
  layer: LayerSpec,
  name: string,
  x: Value,
  context: LoweringContext,
): Value {
  return loweringOf(layer).lower(layer, name, x, context);
}

function loweringOf(layer: LayerSpec): LayerLowering<LayerSpec> {
  return layers[layer.type] as LayerLowering<LayerSpec>;
}
