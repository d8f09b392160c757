import { describe, expect, test } from 'vitest';
import { networkSpecSchema } from '../spec/network-spec.ts';
import { describeNetwork } from './describe-network.ts';
import { describing, type Layers } from './describing.fixture.ts';

describe('a network', () => {
  test('has weights and states named by layer, with their shapes', () => {
    const facts = describing([
      { type: 'convLstm', name: 'memory', hiddenChannels: 2, kernelSize: 3, peephole: 'perPixel' },
      { type: 'conv', filters: 1, kernelSize: 1 },
    ]);
    expect(facts.parameters.map(({ name, shape }) => [name, shape])).toEqual([
      ['memory.inputWeight', [8, 1, 3, 3]],
      ['memory.hiddenWeight', [8, 2, 3, 3]],
      ['memory.bias', [8]],
      ['memory.peepholeInput', [2, 8, 12]],
      ['memory.peepholeForget', [2, 8, 12]],
      ['memory.peepholeOutput', [2, 8, 12]],
      ['conv1.weight', [1, 2, 1, 1]],
      ['conv1.bias', [1]],
    ]);
    expect(facts.states).toEqual([
      { name: 'memory.hidden', shape: [2, 8, 12] },
      { name: 'memory.cell', shape: [2, 8, 12] },
    ]);
    expect(
      facts.layers.map(({ name, outputShape, parameterCount }) => [
        name,
        outputShape,
        parameterCount,
      ]),
    ).toEqual([
      ['memory', [2, 8, 12], 72 + 144 + 8 + 3 * 192],
      ['conv1', [1, 8, 12], 3],
    ]);
    expect(facts.parameterCount).toBe(803);
    expect(facts.inputShape).toEqual([1, 8, 12]);
    expect(facts.outputShape).toEqual([1, 8, 12]);
  });

  // Shi et al. 2015, tables 1 and 2: Moving MNIST in patches of 4, 16×16×16.
  test.for([
    { name: '5×5-256', kernelSize: 5, hidden: [256], published: 13_524_496 },
    { name: '5×5-128/128', kernelSize: 5, hidden: [128, 128], published: 10_042_896 },
    { name: '5×5-128/64/64', kernelSize: 5, hidden: [128, 64, 64], published: 7_585_296 },
    { name: '(9×9) 1×1-128/128', kernelSize: 9, hidden: [128, 128], published: 11_550_224 },
    { name: '(9×9) 1×1-128/64/64', kernelSize: 9, hidden: [128, 64, 64], published: 8_830_480 },
  ])('of encoder and forecaster $name has the published number of weights', (golden) => {
    const facts = describeNetwork(
      networkSpecSchema.parse({
        input: { width: 64, height: 64, frameRate: 10 },
        layers: [
          { type: 'pixelUnshuffle', factor: 4 },
          {
            type: 'encoderForecaster',
            layers: golden.hidden.map((hiddenChannels) => ({
              hiddenChannels,
              kernelSize: golden.kernelSize,
              hiddenKernelSize: golden.kernelSize === 9 ? 1 : golden.kernelSize,
            })),
            peephole: 'perChannel',
            horizon: 10,
            filters: 16,
          },
          { type: 'pixelShuffle', factor: 4 },
        ],
        target: 'none',
        warmUpFrames: 0,
      }),
    );
    expect(facts.parameterCount).toBe(golden.published);
    expect(facts.outputShape).toEqual([10, 64, 64]);
    expect(facts.states).toHaveLength(2 * golden.hidden.length);
  });

  test('may branch: layers name what they take', () => {
    const facts = describing([
      { type: 'conv', name: 'down', filters: 4, kernelSize: 3, stride: 2 },
      { type: 'convLstm', name: 'memory', hiddenChannels: 2, kernelSize: 3 },
      { type: 'upsample', name: 'up', factor: 2 },
      { type: 'conv', name: 'side', from: 'input', filters: 3, kernelSize: 1 },
      { type: 'merge', kind: 'concat', from: ['side', 'up', 'input'] },
      { type: 'conv', filters: 1, kernelSize: 1 },
    ]);
    expect(facts.layers.map(({ name, from, outputShape }) => [name, from, outputShape])).toEqual([
      ['down', ['input'], [4, 4, 6]],
      ['memory', ['down'], [2, 4, 6]],
      ['up', ['memory'], [2, 8, 12]],
      ['side', ['input'], [3, 8, 12]],
      ['merge4', ['side', 'up', 'input'], [6, 8, 12]],
      ['conv5', ['merge4'], [1, 8, 12]],
    ]);
  });

  test('of arrays sees channels first, whatever their layout', () => {
    const layers: Layers = [{ type: 'conv', filters: 2, kernelSize: 3, padding: 'valid' }];
    const shapesOf = (shape: number[], layout: 'channelsFirst' | 'channelsLast') => {
      const facts = describing(layers, { input: { shape, layout }, target: 'none' });
      return [facts.inputShape, facts.outputShape];
    };
    expect(shapesOf([5, 8, 12], 'channelsFirst')).toEqual([
      [5, 8, 12],
      [2, 6, 10],
    ]);
    expect(shapesOf([8, 12, 5], 'channelsLast')).toEqual([
      [5, 8, 12],
      [2, 6, 10],
    ]);
    const vector: Layers = [{ type: 'dense', units: 3 }];
    for (const layout of ['channelsFirst', 'channelsLast'] as const) {
      const facts = describing(vector, { input: { shape: [5], layout }, target: 'none' });
      expect([facts.inputShape, facts.outputShape]).toEqual([[5], [3]]);
    }
    expect(shapesOf([9, 4], 'channelsLast')).toEqual([
      [4, 9],
      [2, 7],
    ]);
    expect(shapesOf([1, 4, 5, 6], 'channelsFirst')).toEqual([
      [1, 4, 5, 6],
      [2, 2, 3, 4],
    ]);
  });

  test('of Chong & Tay (2017) has 1,068,225 weights', () => {
    const valid = { padding: 'valid', activation: 'tanh' } as const;
    const { parameterCount } = describing(
      [
        { type: 'conv', filters: 128, kernelSize: 11, stride: 4, ...valid },
        { type: 'conv', filters: 64, kernelSize: 5, stride: 2, ...valid },
        { type: 'convLstm', hiddenChannels: 64, kernelSize: 3 },
        { type: 'convLstm', hiddenChannels: 32, kernelSize: 3 },
        { type: 'convLstm', hiddenChannels: 64, kernelSize: 3 },
        { type: 'convTranspose', filters: 128, kernelSize: 5, stride: 2, ...valid },
        { type: 'convTranspose', filters: 1, kernelSize: 11, stride: 4, ...valid },
      ],
      { input: { width: 227, height: 227, frameRate: 10 } },
    );
    expect(parameterCount).toBe(1_068_225);
  });
});
