import { openModel, seededRandom, type ModelStream } from '@presage/model';
import { availableParallelism } from 'node:os';
import type { Bench } from '../bench.ts';
import { channelsLast } from '../channels-last.ts';
import { measured } from '../figure.ts';
import { interleave, medianRatio } from '../interleave.ts';
import { largestDifference } from '../largest-difference.ts';
import { median } from '../median.ts';
import { singleLayer } from '../networks/single-layer.ts';
import { benchWeights, prepareModel } from '../prepare-model.ts';
import { createTfjsCell } from '../tfjs-cell.ts';
import { timed } from '../timed.ts';
import { twoUnderWay } from '../two-under-way.ts';

const steps = 30;
const comparedSteps = 5;
const tolerance = 1e-4;

/** One ConvLSTM layer, against the other way to run one in JavaScript. */
export const tfjsLayer: Bench = {
  name: 'tfjs-layer',
  about: 'a ConvLSTM layer 64→64, 3×3 at 26×26, against TensorFlow.js on WebAssembly',
  async run({ signal, say }) {
    const threads = availableParallelism();
    const file = prepareModel(singleLayer);
    await using model = await openModel(file, { threads, device: 'cpu', signal });
    await using single = await openModel(file, { threads: 1, device: 'cpu', signal });
    using tfjs = await createTfjsCell({
      weights: benchWeights(singleLayer),
      shape: [26, 26, 64],
      filters: 64,
      kernelSize: 3,
    });
    using stream = model.stream();
    using onOneThread = single.stream();
    const random = seededRandom(4);
    const arrays = Array.from({ length: 8 }, () =>
      Float32Array.from({ length: 26 * 26 * 64 }, () => 2 * random() - 1),
    );
    for (const values of arrays.slice(0, comparedSteps)) {
      const { outputs } = await stream.stepArray(values);
      const apart = largestDifference(
        channelsLast(outputs['output']!.data, 64),
        tfjs.step(channelsLast(values, 64)),
      );
      if (!(apart <= tolerance))
        throw new Error(`TensorFlow.js is ${apart} from ours: not the same layer`);
    }

    const inputs = Array.from({ length: steps }, (_, step) => arrays[step % arrays.length]!);
    // Each in the layout that it is made for.
    const rearranged = inputs.map((values) => channelsLast(values, 64));
    const ours = (on: ModelStream) => async () =>
      (await timed(() => twoUnderWay(inputs, (values) => on.stepArray(values)))) / steps;
    const taken = await interleave(
      {
        presage: ours(stream),
        onOneThread: ours(onOneThread),
        tfjs: async () => {
          const begin = performance.now();
          for (const values of rearranged) tfjs.step(values);
          return (performance.now() - begin) / steps;
        },
      },
      { rounds: 9, restMs: 50, signal },
    );
    const of = (name: keyof typeof taken) => `${median(taken[name]).toFixed(2)} ms`;
    say(`${of('presage')}, on one thread ${of('onOneThread')}, TensorFlow.js ${of('tfjs')}`);
    const alone = medianRatio(taken.tfjs, taken.onOneThread).toPrecision(3);
    const simd = tfjs.simd ? 'with SIMD' : 'without SIMD';
    return [
      measured({
        name: 'tfjs-layer',
        value: medianRatio(taken.tfjs, taken.presage),
        unit: '× faster',
        bar: 10,
        better: 'more',
        reference: `TensorFlow.js ${tfjs.version} on WebAssembly ${simd}, ${of('tfjs')} a step on the one thread that it has in Node; ours ${of('presage')} on ${threads} threads (${alone} × faster on one)`,
      }),
    ];
  },
};
