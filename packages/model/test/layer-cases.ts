import type { z } from 'zod';
import { layerSchema, type LayerSpec } from '../src/spec/layer-spec.ts';
import { recurrentLayerCases } from './recurrent-layer-cases.ts';
import { statelessLayerCases } from './stateless-layer-cases.ts';
import { windowLayerCases } from './window-layer-cases.ts';

export interface LayerCase {
  readonly layer: LayerSpec;
  /** `[channels, …spatial]`. */
  readonly inputShape: readonly number[];
  /** Shapes of the other inputs, of a merge. */
  readonly more: readonly (readonly number[])[];
}

/** Layers as they are written down, by what is special about them. */
export type WrittenLayerCases = Readonly<
  Record<
    string,
    readonly [
      layer: z.input<typeof layerSchema>,
      inputShape: readonly number[],
      ...more: (readonly number[])[],
    ]
  >
>;

/** Every layer type with what is special about it. */
export const layerCases: readonly (readonly [name: string, LayerCase])[] = Object.entries({
  ...windowLayerCases,
  ...recurrentLayerCases,
  ...statelessLayerCases,
}).map(([name, [layer, inputShape, ...more]]) => [
  name,
  { layer: layerSchema.parse(layer), inputShape, more },
]);
