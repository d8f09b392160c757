import type { LayerInput } from './module-layer.ts';

/** What no file of PyTorch says of a layer, as it is where nobody says otherwise. */
const open: Readonly<Record<string, object>> = {
  conv: { stride: 1, activation: 'linear' },
  convTranspose: { stride: 1, activation: 'linear' },
  dense: { activation: 'linear' },
};

/** Layers for a person to complete: with the settings, too, that stand in no file. */
export function draftLayers(layers: readonly LayerInput[]): readonly LayerInput[] {
  return layers.map((layer) => ({ ...layer, ...open[layer.type] }));
}
