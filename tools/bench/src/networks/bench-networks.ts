import { defaultNetwork } from '@presage/engine';
import type { ComparingNetworkSpec } from '@presage/model';
import { chongTay } from './chong-tay.ts';

/** What is measured: the network that the demo learns (its video is 4:3), and a published one. */
export const benchNetworks: Readonly<Record<'demo' | 'chong-tay', ComparingNetworkSpec>> = {
  demo: defaultNetwork(4 / 3),
  'chong-tay': chongTay,
};
