import { comparingNetworkSpecSchema, type NetworkSpecInput } from '@presage/model';
import { expect, test } from 'vitest';
import { referenceNetworks } from '../../test/reference-networks.ts';
import { buildTrainingGraph } from '../training-graph.ts';
import { checkTrainable } from './check-trainable.ts';

const picture = { type: 'conv', filters: 1, kernelSize: 3 } as const;

function specOf(layers: NetworkSpecInput['layers']) {
  return comparingNetworkSpecSchema.parse({
    input: { width: 8, height: 6, frameRate: 5 },
    layers: [...layers, picture],
    patchSize: 2,
    warmUpFrames: 1,
  });
}

test.for(referenceNetworks)('what is learned beside PyTorch is taken: %s', ([, spec]) => {
  expect(() => checkTrainable(spec)).not.toThrow();
});

test('everything that has no gradient is named at once, with its layer', () => {
  const spec = specOf([
    { type: 'conv', name: 'wide', filters: 4, kernelSize: 1, activation: 'gelu' },
    { type: 'conv', filters: 4, kernelSize: 3, groups: 2 },
    {
      type: 'convLstm',
      hiddenChannels: 2,
      kernelSize: 1,
      gateActivation: 'softmax',
      activation: 'softsign',
    },
    { type: 'pool', kind: 'max', size: 3, stride: 2, padding: 'same' },
    { type: 'upsample', name: 'up', factor: 2 },
    { type: 'globalPool', name: 'most', kind: 'max' },
    { type: 'merge', kind: 'maximum', from: ['up', 'most'] },
  ]);
  const message =
    'the network can be run but not learned, since it holds what has no gradient; ' +
    [
      'layer wide (conv): activation gelu',
      'layer conv1 (conv): convolution in groups',
      'layer convLstm2 (convLstm): activation softsign',
      'layer convLstm2 (convLstm): activation softmax',
      'layer pool3 (pool): windows that overlap, leave gaps or are padded',
      'layer up (upsample): resizing',
      'layer most (globalPool): the largest of a map',
      'layer merge6 (merge): the maximum of maps',
      'leave these out, or put others in their place',
    ].join('; ');
  expect(() => checkTrainable(spec)).toThrow(message);
  expect(() => buildTrainingGraph(spec, { batchSize: 1, unrolledSteps: 1 })).toThrow(
    expect.objectContaining({ code: 'network-not-trainable' }),
  );
});

test('pools whose windows lie side by side are taken, however that is written', () => {
  const pools = [
    { size: 2 },
    { size: 2, stride: [2, 2] },
    { size: [1, 2], padding: 0 },
    { size: [2, 2], stride: 2, padding: [0, 0, 0, 0] },
  ];
  for (const pool of pools) {
    const spec = specOf([
      { type: 'pool', kind: 'max', ...pool },
      { type: 'dense', units: 48 },
      { type: 'reshape', shape: [1, 6, 8] },
    ]);
    expect(() => checkTrainable(spec)).not.toThrow();
  }
});
