import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import type { Weights } from '@presage/model';
import { setWasmPaths } from '@tensorflow/tfjs-backend-wasm';
import * as tf from '@tensorflow/tfjs-core';
import { layers } from '@tensorflow/tfjs-layers';

/** A ConvLSTM layer `memory`: its weights as ours are named and laid out, square and odd of kernel. */
export interface TfjsCellTask {
  readonly weights: Weights;
  /** Of one input: height, width, channels. */
  readonly shape: readonly [height: number, width: number, channels: number];
  readonly filters: number;
  readonly kernelSize: number;
}

/** A ConvLSTM cell in TensorFlow.js on WebAssembly, with its states. */
export interface TfjsCell extends Disposable {
  readonly version: string;
  /** Whether WebAssembly's vector instructions are used. Threads are not: tfjs has them in browsers only. */
  readonly simd: boolean;
  /** An input in, the hidden state out; both channels last. */
  step(values: Float32Array): Float32Array;
}

/** Sets TensorFlow.js up on this thread; there is one backend a process. */
export async function createTfjsCell({
  weights,
  shape,
  filters,
  kernelSize,
}: TfjsCellTask): Promise<TfjsCell> {
  const [height, width, channels] = shape;
  const folder = dirname(
    createRequire(import.meta.url).resolve('@tensorflow/tfjs-backend-wasm/package.json'),
  );
  setWasmPaths(join(folder, 'dist/'));
  if (!(await tf.setBackend('wasm'))) throw new Error('TensorFlow.js cannot run WebAssembly here');
  const cell = layers.convLstm2dCell({
    filters,
    kernelSize,
    padding: 'same',
    recurrentActivation: 'sigmoid',
    // Its default wants operators that are not there. Other weights come anyway.
    recurrentInitializer: 'zeros',
  });
  cell.build([null, height, width, channels]);
  const kernel = (name: string, inputs: number) =>
    tf.tensor(kerasKernel(weights.get(name)!, inputs, kernelSize), [
      kernelSize,
      kernelSize,
      inputs,
      4 * filters,
    ]);
  tf.tidy(() =>
    cell.setWeights([
      kernel('memory.inputWeight', channels),
      kernel('memory.hiddenWeight', filters),
      tf.tensor1d(kerasGates(weights.get('memory.bias')!)),
    ]),
  );

  const zeros = () => tf.zeros([1, height, width, filters]);
  let states = [zeros(), zeros()];
  return {
    version: tf.version_core,
    simd: await tf.env().getAsync('WASM_HAS_SIMD_SUPPORT').then(Boolean),
    step(values) {
      const before = states;
      states = tf.tidy(() => cell.call([tf.tensor(values, [1, ...shape]), ...before], {}).slice(1));
      tf.dispose(before);
      return states[0]!.dataSync<'float32'>();
    },
    [Symbol.dispose]() {
      tf.dispose(states);
      tf.dispose(cell.getWeights());
    },
  };
}

/** Gates from input, forget, output, candidate to Keras' input, forget, candidate, output. */
function kerasGates(data: Float32Array): Float32Array {
  const each = data.length / 4;
  return Float32Array.from(
    [0, 1, 3, 2].flatMap((gate) => [...data.subarray(gate * each, (gate + 1) * each)]),
  );
}

/** From `[out, in, rows, columns]` to `[rows, columns, in, out]`, gates as Keras has them. */
function kerasKernel(data: Float32Array, inputs: number, size: number): Float32Array {
  const gates = kerasGates(data);
  const outputs = data.length / (inputs * size * size);
  const kernel = new Float32Array(data.length);
  for (let output = 0; output < outputs; output += 1) {
    for (let input = 0; input < inputs; input += 1) {
      for (let place = 0; place < size * size; place += 1)
        kernel[(place * inputs + input) * outputs + output] =
          gates[(output * inputs + input) * size * size + place]!;
    }
  }
  return kernel;
}
