import { describe, expect, test } from 'vitest';
import { casesOf, convLstmCells, onnxLstmCases } from '../../test/conformance-cases.ts';
import { largestDifference } from '../../test/largest-difference.ts';
import { runOnnxLstm } from '../../test/onnx-lstm.ts';
import { runConvLstm } from '../../test/run-conv-lstm.ts';
import { seededRandom } from '../seeded-random.ts';

const filled = (length: number, value: number): number[] => Array.from({ length }, () => value);

/** Gates in another order; `from[i]` is the place of gate i in `data`. */
function gatesOf(data: readonly number[], from: readonly number[]): number[] {
  const each = data.length / from.length;
  return from.flatMap((place) => data.slice(place * each, (place + 1) * each));
}

describe('published ConvLSTM2D cases', () => {
  test('Keras: sequence in, last hidden state out', async ({ skip }) => {
    const [{ cfg, expected_each_filter: expected }] = casesOf(convLstmCells, skip);
    const { filters, kernel } = cfg;
    const [batch, frames, size, channels] = [2, 3, 4, 5];
    // arange(480) / 100 as [batch, time, height, width, channels]
    const x = [];
    for (let t = 0; t < frames; t += 1) {
      for (let b = 0; b < batch; b += 1) {
        for (let c = 0; c < channels; c += 1) {
          for (let place = 0; place < size * size; place += 1)
            x.push((((b * frames + t) * size * size + place) * channels + c) / 100);
        }
      }
    }
    const { y } = await runConvLstm({
      layer: { hiddenChannels: filters, kernelSize: kernel, padding: 'valid' },
      inputShape: [channels, size, size],
      weights: {
        inputWeight: filled(4 * filters * channels * kernel ** 2, cfg.kernel_init),
        hiddenWeight: filled(4 * filters * filters * kernel ** 2, cfg.recurrent_init),
        // Keras: input, forget, candidate, output
        bias: gatesOf(cfg.effective_bias_ifco, [0, 1, 3, 2]),
      },
      x,
      batch,
    });
    const last = y.data.slice(-batch * filters * 4);
    const everyFilter = expected.flatMap((map) => filled(filters, 0).flatMap(() => map.flat()));
    expect(largestDifference(last, everyFilter)).toBeLessThan(1e-5);
  });

  const sizes = [3, 5, 9].flatMap((filters) =>
    [3, 5].flatMap((kernel) =>
      (['valid', 'same'] as const).map((padding) => ({ filters, kernel, padding })),
    ),
  );
  test.for(sizes)(
    'TensorFlow.js: one step of ones, $filters filters, kernel $kernel, $padding',
    async ({ filters, kernel, padding }, { skip }) => {
      const { expected } = casesOf(convLstmCells, skip)[1];
      const { y, states } = await runConvLstm({
        layer: { hiddenChannels: filters, kernelSize: kernel, padding },
        inputShape: [3, 8, 8],
        weights: ones(filters, kernel),
        x: filled(3 * 8 * 8, 1),
        batch: 1,
      });
      const side = padding === 'same' ? 8 : 9 - kernel;
      expect(y.shape).toEqual([1, filters, side, side]);
      expect(Math.abs(meanOf(y.data) - expected.mean_o)).toBeLessThan(1e-5);
      expect(Math.abs(meanOf(states.get('hidden')!.data) - expected.mean_h)).toBeLessThan(1e-5);
      expect(Math.abs(meanOf(states.get('cell')!.data) - expected.mean_c)).toBeLessThan(1e-5);
    },
  );

  test('TensorFlow.js: two steps of ones', async ({ skip }) => {
    const { expected } = casesOf(convLstmCells, skip)[2];
    const batch = 4;
    const { y, states } = await runConvLstm({
      layer: { hiddenChannels: 5, kernelSize: 3, padding: 'valid' },
      inputShape: [3, 5, 5],
      weights: ones(5, 3),
      x: filled(2 * batch * 3 * 5 * 5, 1),
      batch,
    });
    const each = batch * 5 * 3 * 3;
    expect(largestDifference(y.data.slice(0, each), filled(each, expected.h_t0))).toBeLessThan(
      1e-5,
    );
    expect(largestDifference(y.data.slice(each), filled(each, expected.h_t1))).toBeLessThan(1e-5);
    expect(
      largestDifference(states.get('cell')!.data, filled(each, expected.c_final)),
    ).toBeLessThan(1e-5);
  });
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

function meanOf(data: Float32Array): number {
  return data.reduce((sum, value) => sum + value, 0) / data.length;
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
