import type { NetworkSpec } from '../spec/network-spec.ts';
import { describeNetwork } from './describe-network.ts';
import { networkInput } from './network-input.ts';
import { patchGrid } from './patch-grid.ts';
import { errorOutput, networkOutput } from './tensor-names.ts';

/** Name and shape of what a network's step gives: the error of each patch, or the network's output. */
export function networkResult(spec: NetworkSpec): { name: string; shape: number[] } {
  if (spec.target !== 'none') return { name: errorOutput, shape: [...patchGrid(spec)] };
  const { outputShape } = describeNetwork(spec);
  const [channels, ...sizes] = outputShape;
  const isLast = networkInput(spec).layout === 'channelsLast';
  return { name: networkOutput, shape: isLast ? [...sizes, channels!] : [...outputShape] };
}
