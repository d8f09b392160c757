import { describe, expect, test } from 'vitest';
import { arrayNetwork } from '../../test/array-network.ts';
import { casesOf, convLstmCells, onnxLstmCases } from '../../test/conformance-cases.ts';
import { largestDifference } from '../../test/largest-difference.ts';
import { runOnnxLstm } from '../../test/onnx-lstm.ts';
import { runConvLstm } from '../../test/run-conv-lstm.ts';
import { openStepGraph, runSteps, runUnrolledNetwork } from '../../test/run-network.ts';
import { seededRandom } from '../seeded-random.ts';

const filled = (length: number, value: number): number[] => Array.from({ length }, () => value);

/** Gates in another order; `from[i]` is the place of gate i in `data`. */
function gatesOf(data: readonly number[], from: readonly number[]): number[] {
  const each = data.length / from.length;
  return from.flatMap((place) => data.slice(place * each, (place + 1) * each));
}

const layouts = ['channelsFirst', 'channelsLast'] as const;

describe('published ConvLSTM2D cases', () => {
  test('Keras: sequence in, last hidden state out, channels last', async ({ skip }) => {
    const [{ cfg, expected_each_filter: expected }] = casesOf(convLstmCells, skip);
    const { filters, kernel } = cfg;
    const [batch, frames, size, channels] = [2, 3, 4, 5];
    const network = arrayNetwork({
      input: { shape: [size, size, channels], layout: 'channelsLast' },
      layer: { hiddenChannels: filters, kernelSize: kernel, padding: 'valid' },
      returnSequences: false,
      weights: {
        inputWeight: filled(4 * filters * channels * kernel ** 2, cfg.kernel_init),
        hiddenWeight: filled(4 * filters * filters * kernel ** 2, cfg.recurrent_init),
        // Keras: input, forget, candidate, output
        bias: gatesOf(cfg.effective_bias_ifco, [0, 1, 3, 2]),
      },
    });
    // arange(480) / 100 as [batch, time, height, width, channels]; ours is [time, batch, …].
    const each = size * size * channels;
    const data = Float32Array.from({ length: frames * batch * each }, (_, index) => {
      const [frame, sequence] = [
        Math.floor(index / each / batch),
        Math.floor(index / each) % batch,
      ];
      return ((sequence * frames + frame) * each + (index % each)) / 100;
    });
    const { results, shape } = await runUnrolledNetwork(network, { data, frames, batch });
    // expected: [batch, height, width], the same in every filter
    const everyFilter = expected.flat(2).flatMap((value) => filled(filters, value));
    expect(shape).toEqual([2, 2, filters]);
    expect(largestDifference(results, everyFilter)).toBeLessThan(1e-5);
  });

  const sizes = [3, 5, 9].flatMap((filters) =>
    [3, 5].flatMap((kernel) =>
      (['valid', 'same'] as const).flatMap((padding) =>
        layouts.map((layout) => ({ filters, kernel, padding, layout })),
      ),
    ),
  );
  test.for(sizes)(
    'TensorFlow.js: one step of ones, $filters filters, kernel $kernel, $padding, $layout',
    async ({ filters, kernel, padding, layout }, { skip }) => {
      const { expected } = casesOf(convLstmCells, skip)[1];
      const network = arrayNetwork({
        input: { shape: layout === 'channelsFirst' ? [3, 8, 8] : [8, 8, 3], layout },
        layer: { hiddenChannels: filters, kernelSize: kernel, padding },
        weights: ones(filters, kernel),
      });
      await using session = await openStepGraph(network);
      const data = new Float32Array(8 * 8 * 3).fill(1);
      const { results, shape, states } = await runSteps(session, network, {
        data,
        frames: 1,
        batch: 1,
      });
      const side = padding === 'same' ? 8 : 9 - kernel;
      expect(shape).toEqual(
        layout === 'channelsFirst' ? [filters, side, side] : [side, side, filters],
      );
      expect(Math.abs(meanOf(results) - expected.mean_o)).toBeLessThan(1e-5);
      expect(Math.abs(meanOf(states['memory.hidden']!) - expected.mean_h)).toBeLessThan(1e-5);
      expect(Math.abs(meanOf(states['memory.cell']!) - expected.mean_c)).toBeLessThan(1e-5);
    },
  );

  test.for(
    [true, false].flatMap((returnSequences) =>
      layouts.map((layout) => ({ returnSequences, layout })),
    ),
  )(
    'TensorFlow.js: two steps of ones, returnSequences $returnSequences, $layout',
    async ({ returnSequences, layout }, { skip }) => {
      const { expected } = casesOf(convLstmCells, skip)[2];
      const [batch, frames] = [4, 2];
      const network = arrayNetwork({
        input: { shape: layout === 'channelsFirst' ? [3, 5, 5] : [5, 5, 3], layout },
        layer: { hiddenChannels: 5, kernelSize: 3, padding: 'valid' },
        returnSequences,
        weights: ones(5, 3),
      });
      const data = new Float32Array(frames * batch * 3 * 5 * 5).fill(1);
      const { results, shape, states } = await runUnrolledNetwork(network, { data, frames, batch });
      const each = batch * 5 * 3 * 3;
      const hidden = [expected.h_t0, expected.h_t1].flatMap((value) => filled(each, value));
      expect(shape).toEqual(layout === 'channelsFirst' ? [5, 3, 3] : [3, 3, 5]);
      expect(
        largestDifference(results, returnSequences ? hidden : hidden.slice(each)),
      ).toBeLessThan(1e-5);
      expect(
        largestDifference(states['memory.cell']!, filled(each, expected.c_final)),
      ).toBeLessThan(1e-5);
    },
  );
});

describe('on maps of one pixel a ConvLSTM is an LSTM', () => {
  // ONNX: input, output, forget, cell.
  const fromOnnx = [0, 2, 1, 3];
  test.for([
    'test_lstm_defaults',
    'test_lstm_with_initial_bias',
    'test_lstm_with_peepholes',
    'test_lstm_batchwise',
  ])('ONNX: %s', async (name, { skip }) => {
    const { inputs, outputs, attrs } = casesOf(onnxLstmCases, skip)[name]!;
    const { X, W, R, B, P } = inputs;
    const hidden = attrs.hidden_size;
    const batch = X!.shape[attrs.layout === 1 ? 0 : 1]!;
    const biases = B?.data ?? filled(8 * hidden, 0);
    const bias = biases
      .slice(0, 4 * hidden)
      .map((value, index) => value + biases[4 * hidden + index]!);
    const { y } = await runConvLstm({
      layer: { hiddenChannels: hidden, kernelSize: 1, peephole: P ? 'perChannel' : 'none' },
      inputShape: [X!.shape[2]!, 1, 1],
      weights: {
        inputWeight: gatesOf(W!.data, fromOnnx),
        hiddenWeight: gatesOf(R!.data, fromOnnx),
        bias: gatesOf(bias, fromOnnx),
        ...(P && peepholesFromOnnx(P.data)),
      },
      // One step each, so that batch first and time first are the same.
      x: X!.data,
      batch,
    });
    expect(largestDifference(y.data, outputs[0]!.data)).toBeLessThan(1e-5);
  });

  test.for(['perChannel', 'perPixel'] as const)(
    'ONNX Runtime’s LSTM with random weights over 5 steps, peepholes %s',
    async (peephole) => {
      const random = seededRandom(17);
      const some = (length: number) => Array.from({ length }, () => 2 * random() - 1);
      const [frames, batch, inputs, hidden] = [5, 2, 3, 4];
      const lstm = {
        x: Float32Array.from(some(frames * batch * inputs)),
        frames,
        batch,
        inputs,
        hidden,
        weight: some(4 * hidden * inputs),
        recurrence: some(4 * hidden * hidden),
        bias: some(4 * hidden),
        peepholes: some(3 * hidden),
      };
      const { y } = await runConvLstm({
        layer: { hiddenChannels: hidden, kernelSize: 1, peephole },
        inputShape: [inputs, 1, 1],
        weights: {
          inputWeight: gatesOf(lstm.weight, fromOnnx),
          hiddenWeight: gatesOf(lstm.recurrence, fromOnnx),
          bias: gatesOf(lstm.bias, fromOnnx),
          ...peepholesFromOnnx(lstm.peepholes),
        },
        x: [...lstm.x],
        batch,
      });
      expect(largestDifference(y.data, await runOnnxLstm(lstm))).toBeLessThan(1e-5);
    },
  );
});

function ones(filters: number, kernel: number) {
  return {
    inputWeight: filled(4 * filters * 3 * kernel ** 2, 1),
    hiddenWeight: filled(4 * filters * filters * kernel ** 2, 1),
    bias: filled(4 * filters, 1),
  };
}

function meanOf(data: ArrayLike<number>): number {
  return Array.from(data).reduce((sum, value) => sum + value, 0) / data.length;
}

/** ONNX: input, output, forget. */
function peepholesFromOnnx(data: readonly number[]) {
  const each = data.length / 3;
  return {
    peepholeInput: data.slice(0, each),
    peepholeForget: data.slice(2 * each),
    peepholeOutput: data.slice(each, 2 * each),
  };
}
