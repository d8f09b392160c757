import { InferenceSession, type Tensor } from 'onnxruntime-node';
import { concatenated, floatsOf, freeMemory, zeroTensor } from './float-tensors.ts';
import type { StateTensors, StepDevice, StepDeviceOptions } from './step-device.ts';

/**
 * How ONNX Runtime is set up on the CPU. The decoder runs on the same cores, and a step must neither
 * burn the time it waits nor wait for the one thread that was put off its core: so small shares, and
 * spinning only from one operator to the next. 20 µs took 7 % off a step of the demo's network on a
 * quiet machine, and on a busy one as much time as no spinning or less; without a limit it took twice.
 */
export function cpuSessionOptions(threads: number): InferenceSession.SessionOptions {
  return {
    executionProviders: ['cpu'],
    executionMode: 'sequential',
    graphOptimizationLevel: 'all',
    intraOpNumThreads: threads,
    interOpNumThreads: 1,
    // What fails is told by who asked for it; nothing goes to stderr beside that.
    logSeverityLevel: 4,
    extra: { session: { intra_op: { spin_duration_us: '20' }, dynamic_block_base: '4' } },
  };
}

/**
 * States in JavaScript's memory, for every device that can hold them nowhere else. A stream has one
 * set of tensors; what a run writes to is shared by all streams, so that it is still in the cache.
 */
export function createCpuStepDevice({ threads, stateShapes }: StepDeviceOptions): StepDevice {
  const spare: Tensor[][] = [];
  return {
    stateCrossesBus: false,
    open: (bytes) => InferenceSession.create(bytes, cpuSessionOptions(threads)),
    createStates: () => createCpuStates(stateShapes, spare),
    [Symbol.asyncDispose]: async () => {},
  };
}

/** One stream's states; `spare` holds the sets of tensors that no stream uses. */
function createCpuStates(shapes: readonly (readonly number[])[], spare: Tensor[][]): StateTensors {
  let current = shapes.map(zeroTensor);
  let next: Tensor[] | undefined;

  return {
    current: () => current,
    next: () => (next ??= spare.pop() ?? shapes.map(zeroTensor)),
    advance() {
      if (!next) throw new TypeError('a state advances only after a run that wrote it');
      spare.push(current);
      current = next;
      next = undefined;
    },
    zero() {
      for (const tensor of current) floatsOf(tensor).fill(0);
    },
    read: async () => concatenated(current.map(floatsOf)),
    write(values) {
      let position = 0;
      for (const data of current.map(floatsOf)) {
        data.set(values.subarray(position, position + data.length));
        position += data.length;
      }
    },
    [Symbol.dispose]() {
      for (const tensor of [...current, ...(next ?? [])]) freeMemory(floatsOf(tensor));
      [current, next] = [[], undefined];
    },
  };
}
