import type { NetworkSpec } from '../spec/network-spec.ts';
import { describeNetwork } from './describe-network.ts';
import { networkInput } from './network-input.ts';
import { featureLayer } from './patch-features.ts';
import { patchGrid } from './patch-grid.ts';
import { errorOutput, featuresOutput, networkOutput } from './tensor-names.ts';

/**
 * Names and shapes of what a network's step gives: the error of each patch and, of a recurrent one,
 * its hidden state there; or the network's output.
 */
export function networkResults(spec: NetworkSpec): { name: string; shape: number[] }[] {
  const facts = describeNetwork(spec);
  if (spec.target !== 'none') {
    const grid = patchGrid(spec);
    const features = featureLayer(facts);
    return [
      { name: errorOutput, shape: [...grid] },
      ...(features ? [{ name: featuresOutput, shape: [features.outputShape[0]!, ...grid] }] : []),
    ];
  }
  const { outputShape } = facts;
  const [channels, ...sizes] = outputShape;
  const isLast = networkInput(spec).layout === 'channelsLast';
  return [{ name: networkOutput, shape: isLast ? [...sizes, channels!] : [...outputShape] }];
}
