import { networkSpecSchema, type NetworkSpecInput } from '../spec/network-spec.ts';
import { describeNetwork, type NetworkFacts } from './describe-network.ts';

export type Layers = NetworkSpecInput['layers'];

/** What a network of a test may have other than 12×8 grey frames, patches of 4 and the next frame as target. */
export type More = Pick<NetworkSpecInput, 'input' | 'target'> & { readonly patchSize?: number };

/** Describes a network of these layers. */
export function describing(layers: Layers, more: Partial<More> = {}): NetworkFacts {
  return describeNetwork(
    networkSpecSchema.parse({
      input: { width: 12, height: 8, frameRate: 5 },
      layers,
      ...(more.target !== 'none' && { patchSize: 4 }),
      warmUpFrames: 2,
      ...more,
    }),
  );
}
