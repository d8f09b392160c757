import { Tensor } from 'onnxruntime-node';
import { elementsOf, freeMemory, floatsOf, zeroTensor } from './float-tensors.ts';
import type { StateTensors, StepDevice, StepDeviceOptions } from './step-device.ts';
import type { StepGraph } from './step-graph.ts';
import { createWebgpuReader, type WebgpuReader } from './webgpu-reader.ts';

/**
 * States in the GPU's memory: what a run leaves there, the next one reads there. A run's frames go
 * over and its results come back, and nothing else does. Used under the process's WebGPU lock only.
 */
export function createWebgpuStepDevice({ stateShapes }: StepDeviceOptions): StepDevice {
  // Never written to, so that every stream may start from the same.
  const zeros = stateShapes.map(zeroTensor);
  const reader = createWebgpuReader(stateShapes);
  return {
    stateCrossesBus: false,
    sessionOptions: (graph) => ({
      executionProviders: ['webgpu'],
      executionMode: 'sequential',
      graphOptimizationLevel: 'all',
      preferredOutputLocation: Object.fromEntries(
        keptOutputs(graph).map((name) => [name, 'gpu-buffer']),
      ),
    }),
    createStates: () => createWebgpuStates(zeros, reader),
    [Symbol.asyncDispose]: () => reader[Symbol.asyncDispose](),
  };
}

/** States that are results too are wanted in JavaScript's memory, and so stay there. */
function keptOutputs({ lanes }: StepGraph): string[] {
  const results = new Set(lanes.flatMap(({ outputs }) => outputs.flat()));
  return lanes.flatMap(({ stateOutputs }) => stateOutputs.filter((name) => !results.has(name)));
}

function createWebgpuStates(zeros: readonly Tensor[], reader: WebgpuReader): StateTensors {
  const nothing = zeros.map(() => null);
  let current: readonly Tensor[] = zeros;

  function replace(states: readonly Tensor[]): void {
    for (const [index, tensor] of current.entries()) {
      // On the GPU memory is freed by hand, or never.
      if (tensor.location === 'gpu-buffer') tensor.dispose();
      else if (tensor !== zeros[index]) freeMemory(floatsOf(tensor));
    }
    current = states;
  }

  return {
    current: () => current,
    next: () => nothing,
    advance: replace,
    zero: () => replace(zeros),
    read: () => reader.read(current),
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
    [Symbol.dispose]() {
      replace([]);
    },
  };
}
