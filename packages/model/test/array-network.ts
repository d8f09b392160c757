import type { LayerOf } from '../src/spec/layer-spec.ts';
import type { ArrayInput } from '../src/spec/input-spec.ts';
import { networkSpecSchema } from '../src/spec/network-spec.ts';
import type { Network } from './run-network.ts';

interface ArrayNetwork {
  readonly input: Pick<ArrayInput, 'shape' | 'layout'>;
  readonly layer: Partial<LayerOf<'convLstm'>> &
    Pick<LayerOf<'convLstm'>, 'hiddenChannels' | 'kernelSize'>;
  readonly returnSequences?: boolean;
  /** By their names within the layer. */
  readonly weights: Readonly<Record<string, readonly number[]>>;
}

/** A network of one ConvLSTM layer named `memory` that takes arrays. */
export function arrayNetwork({ returnSequences = true, ...network }: ArrayNetwork): Network {
  return {
    spec: networkSpecSchema.parse({
      input: network.input,
      layers: [{ type: 'convLstm', name: 'memory', ...network.layer, returnSequences }],
      target: 'none',
      warmUpFrames: 0,
    }),
    weights: new Map(
      Object.entries(network.weights).map(([name, data]) => [
        `memory.${name}`,
        Float32Array.from(data),
      ]),
    ),
  };
}
