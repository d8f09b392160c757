import type { Value } from '../graph/value.ts';
import type { LayerOf, LayerSpec, LayerType } from '../spec/layer-spec.ts';
import { activationLayer } from './activation-layer.ts';
import { convGruLayer } from './conv-gru-layer.ts';
import { convLayer } from './conv-layer.ts';
import { convLstmLayer } from './conv-lstm-layer.ts';
import { convTransposeLayer } from './conv-transpose-layer.ts';
import { denseLayer } from './dense-layer.ts';
import type { LayerFacts, LayerLowering, LoweringContext } from './layer-lowering.ts';
import { normalisationLayer } from './normalisation-layer.ts';
import { offsetLayer } from './offset-layer.ts';
import { pixelShuffleLayer } from './pixel-shuffle-layer.ts';
import { pixelUnshuffleLayer } from './pixel-unshuffle-layer.ts';
import { poolLayer } from './pool-layer.ts';
import { reshapeLayer } from './reshape-layer.ts';

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

/**
 * Weights, states and output shape of a layer for an input `[channels, …spatial]`. Throws
 * RangeError where the layer does not fit it.
 */
export function describeLayer(layer: LayerSpec, inputShape: readonly number[]): LayerFacts {
  const facts = loweringOf(layer).describe(layer, inputShape);
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
