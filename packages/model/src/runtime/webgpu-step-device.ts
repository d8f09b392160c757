import { InferenceSession, Tensor } from 'onnxruntime-node';
import { elementsOf, freeMemory, floatsOf, zeroTensor } from './float-tensors.ts';
import { padChannels } from './rewrite/pad-channels.ts';
import type { StateTensors, StepDevice, StepDeviceOptions } from './step-device.ts';
import type { StepGraph } from './step-graph.ts';
import { webgpuLock, withWebgpuLock } from './webgpu-lock.ts';
import { createWebgpuReader } from './webgpu-reader.ts';

/**
 * States in the GPU's memory: what a run leaves there, the next one reads there. A run's frames go
 * over and its results come back, and nothing else does.
 */
export function createWebgpuStepDevice(
  { stateShapes }: StepDeviceOptions,
  lock = webgpuLock(),
): StepDevice {
  // Never written to, so that every stream may start from the same.
  const zeros = stateShapes.map(zeroTensor);
  const spent: Tensor[] = [];
  const reader = createWebgpuReader(stateShapes, exclusively);

  /** Frees what is spent on the way, so that only runs wait for the lock. */
  async function exclusively<T>(call: () => Promise<T>): Promise<T> {
    return withWebgpuLock(lock, async () => {
      for (const tensor of spent.splice(0)) tensor.dispose();
      return call();
    });
  }

  return {
    stateCrossesBus: false,
    async open(bytes, graph) {
      const session = await exclusively(() =>
        InferenceSession.create(padChannels(bytes), {
          executionProviders: ['webgpu'],
          logSeverityLevel: 4,
          executionMode: 'sequential',
          graphOptimizationLevel: 'all',
          preferredOutputLocation: Object.fromEntries(
            keptOutputs(graph).map((name) => [name, 'gpu-buffer']),
          ),
        }),
      );
      return {
        run: (feeds, fetches) => exclusively(() => session.run(feeds, fetches)),
        release: () => exclusively(() => session.release()),
      };
    },
    createStates: () => createWebgpuStates(zeros, { spent, read: (states) => reader.read(states) }),
    [Symbol.asyncDispose]: () => reader[Symbol.asyncDispose](),
  };
}

/** States that are results too are wanted in JavaScript's memory, and so stay there. */
function keptOutputs({ lanes }: StepGraph): string[] {
  const results = new Set(lanes.flatMap(({ outputs }) => outputs.flat()));
  return lanes.flatMap(({ stateOutputs }) => stateOutputs.filter((name) => !results.has(name)));
}

interface WebgpuMemory {
  /** Tensors on the GPU that nobody needs any more. */
  readonly spent: Tensor[];
  /** A copy of all, one after the other. */
  read(tensors: readonly Tensor[]): Promise<Float32Array<ArrayBuffer>>;
}

function createWebgpuStates(zeros: readonly Tensor[], { spent, read }: WebgpuMemory): StateTensors {
  const nothing = zeros.map(() => null);
  let current: readonly Tensor[] = zeros;

  function replace(states: readonly Tensor[]): void {
    for (const [index, tensor] of current.entries()) {
      // On the GPU, memory is freed by hand or never.
      if (tensor.location === 'gpu-buffer') spent.push(tensor);
      else if (tensor !== zeros[index]) freeMemory(floatsOf(tensor));
    }
    current = states;
  }

  return {
    current: () => current,
    next: () => nothing,
    advance: replace,
    zero: () => replace(zeros),
    read: () => read(current),
    write(values) {
      let position = 0;
      replace(
        zeros.map(({ dims }) => {
          const length = elementsOf(dims);
          const data = values.slice(position, position + length);
          position += length;
          return new Tensor('float32', data, dims);
        }),
      );
    },
    [Symbol.dispose]: () => replace([]),
  };
}
