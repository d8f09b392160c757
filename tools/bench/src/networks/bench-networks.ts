import type { NetworkSpec } from '@presage/model';
import { chongTay } from './chong-tay.ts';

/** What is measured: the network that the demo learns, and a published one. */
export const benchNetworks: Readonly<Record<string, NetworkSpec>> = {
  'chong-tay': chongTay,
};
