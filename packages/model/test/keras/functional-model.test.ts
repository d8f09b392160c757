import { expect, test } from 'vitest';
import { importKeras } from '../../src/import/keras/import-keras.ts';
import { largestDifference } from '../largest-difference.ts';
import { distanceFrom } from './distance-from.ts';
import {
  batchNormalisationCase,
  convCase,
  convLstmCase,
  eachFrame,
  layerCase,
  modelCase,
  random64,
  taking,
  type KerasCase,
} from './keras-case.ts';
import { kerasReference } from './keras-reference.ts';
import { runImported } from './run-imported.ts';
import { kerasSchemes, writeKerasFile, writeKerasWeights } from './write-keras-file.ts';

const same = { padding: 'same' };

/** Two branches that come together twice, and a connection that passes both by. */
function branched(): KerasCase {
  const first = taking(convLstmCase([2, 3], [3, 3]), 'in');
  const left = taking(eachFrame(convCase([3, 4], [3, 3], same)), first);
  const right = taking(eachFrame(convCase([3, 4], [1, 1], { activation: 'relu' })), first);
  const normal = taking(batchNormalisationCase(4), left);
  const sum = taking(layerCase('Add', {}), normal, right);
  const product = taking(layerCase('Multiply', {}), left, right);
  const all = taking(layerCase('Concatenate', { axis: -1 }), sum, product, first);
  const lstm = taking(convLstmCase([11, 2], [3, 3]), all);
  const passed = taking(layerCase('Subtract', {}), lstm, 'in');
  return {
    inputShape: [3, 5, 4, 2],
    layers: [
      first,
      left,
      right,
      normal,
      sum,
      product,
      all,
      lstm,
      passed,
      taking(layerCase('Maximum', {}), passed, lstm),
    ],
  };
}

test.for(kerasSchemes)('branches that come together again, as %s writes them', async (scheme) => {
  expect(await distanceFrom(branched(), scheme)).toBeLessThan(1e-5);
});

/** Models in models: on every frame, and on the sequence. */
function nested(): KerasCase {
  const encoder = modelCase([
    convCase([1, 3], [3, 3], { ...same, strides: [2, 2] }),
    batchNormalisationCase(3),
    modelCase([
      convCase([3, 3], [3, 3], same),
      batchNormalisationCase(3),
      layerCase('Activation', { activation: 'relu' }),
    ]),
  ]);
  const memory = modelCase([convLstmCase([3, 2], [3, 3]), convLstmCase([2, 3], [3, 3])]);
  return {
    inputShape: [3, 6, 8, 1],
    layers: [eachFrame(encoder), memory, convCase([3, 1], [3, 3], same)],
  };
}

test.for(kerasSchemes)('models in models, as %s writes them', async (scheme) => {
  expect(await distanceFrom(nested(), scheme)).toBeLessThan(1e-5);
});

test('layers are named after where they are, and a spec says who takes what', async () => {
  const { spec } = await importKeras(await writeKerasFile(branched(), 'keras3'), 'm.keras');
  const merged = spec.layers.find((layer) => layer.type === 'merge' && layer.kind === 'concat');
  expect(merged).toMatchObject({
    from: [
      expect.stringContaining('add'),
      expect.stringContaining('multiply'),
      expect.stringContaining('conv_lstm2d'),
    ],
  });
  const inside = await importKeras(await writeKerasFile(nested(), 'keras3'), 'm.keras');
  expect(inside.spec.layers.map(({ name }) => name)).toContainEqual(
    expect.stringMatching(/^time_distributed_\d+\/conv2d_\d+$/),
  );
});

test('a layer that is called twice works twice with the same weights', async () => {
  const shared = convCase([2, 2], [3, 3], same);
  const layers = [
    { class_name: 'InputLayer', config: { name: 'in', batch_input_shape: [null, 6, 5, 2] } },
    {
      class_name: 'Conv2D',
      config: shared.config,
      inbound_nodes: [[['in', 0, 0, {}]], [[shared.name, 0, 0, {}]]],
    },
    {
      class_name: 'Add',
      config: { name: 'sum' },
      inbound_nodes: [
        [
          [shared.name, 0, 0, {}],
          [shared.name, 1, 0, {}],
        ],
      ],
    },
  ];
  const { bytes } = await writeKerasWeights({ inputShape: [6, 5, 2], layers: [shared] }, 'tf2.11');
  const network = await importKeras(bytes, 'm.h5', {
    spec: {
      class_name: 'Functional',
      config: { name: 'm', layers, input_layers: [['in', 0, 0]], output_layers: [['sum', 0, 0]] },
    },
  });
  const input = random64([6, 5, 2]);
  const once = kerasReference({ layers: [shared] }, input, 2);
  const twice = kerasReference({ layers: [shared] }, once, 2);
  const { results } = await runImported(network, Float32Array.from(input.data));
  const sum = once.data.map((value, index) => value + twice.data[index]!);
  expect(largestDifference(results[0]!, sum)).toBeLessThan(1e-5);
});
