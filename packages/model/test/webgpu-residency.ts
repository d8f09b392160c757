// Takes 1,000 steps on WebGPU and writes where the states were, and how many tensors were alive.
import { encodedGraph, leakySumsDescription, leakySumsGraph } from './leaky-sums.ts';
import { largestDifference } from './largest-difference.ts';
import { openStepDevice } from '../src/runtime/open-step-device.ts';
import { openStepSession, wholeShape } from '../src/runtime/step-session.ts';
import type { StepDevice } from '../src/runtime/step-device.ts';

// So large that a thousand states left behind would be 260 MB, and so simple that they are soon done.
const size = { width: 256, height: 128 };
const shape = [size.height, size.width, 1];
const plan = {
  ...leakySumsDescription,
  input: { name: 'frame', type: 'uint8' as const, shape },
  needs: undefined,
  states: leakySumsDescription.states.map((state) => ({ ...state, shape })),
  outputs: [{ name: 'score', shape: [1, 1, 1] }],
};
const bytes = encodedGraph(leakySumsGraph(size));
const stateShapes = plan.states.map((state) => wholeShape(plan, state.shape));

let made = 0;
let freed = 0;
/** Where the states were that each run was fed. */
const fedFrom: string[] = [];

/** A device that counts the tensors it makes on the GPU and those that are freed. */
function counted(device: StepDevice): StepDevice {
  return {
    ...device,
    async open(graphBytes, graph) {
      const session = await device.open(graphBytes, graph);
      return {
        ...session,
        async run(feeds, fetches) {
          fedFrom.push(plan.states.map(({ input }) => feeds[input]!.location).join());
          const given = await session.run(feeds, fetches);
          for (const { output } of plan.states) {
            const tensor = given[output]!;
            if (tensor.location !== 'gpu-buffer') continue;
            made += 1;
            const dispose = tensor.dispose.bind(tensor);
            tensor.dispose = () => {
              freed += 1;
              dispose();
            };
          }
          return given;
        },
      };
    },
  };
}

async function opened(device: StepDevice) {
  const session = await openStepSession(bytes, plan, { device });
  const states = device.createStates();
  return {
    states,
    step: async (frame: Uint8Array<ArrayBuffer>) =>
      (await session.run([{ states, inputs: [frame] }]))[0]![0]!,
  };
}

function frameOf(step: number): Uint8Array<ArrayBuffer> {
  return new Uint8Array(size.width * size.height).fill((step * 37) % 256);
}

const gpuDevice = counted(await openStepDevice('webgpu', { threads: 1, stateShapes }));
const gpu = await opened(gpuDevice);
const cpu = await opened(await openStepDevice('cpu', { threads: 1, stateShapes }));

const alive: number[] = [];
const megabytes: number[] = [];
let difference = 0;
for (let step = 1; step <= 1000; step += 1) {
  const [own, reference] = [await gpu.step(frameOf(step)), await cpu.step(frameOf(step))];
  difference = Math.max(difference, largestDifference(own, reference) / Math.abs(reference[0]!));
  if (step % 100 !== 0) continue;
  globalThis.gc?.();
  alive.push(made - freed);
  megabytes.push(process.memoryUsage.rss() / 1e6);
}
const states = largestDifference(await gpu.states.read(), await cpu.states.read());
gpu.states[Symbol.dispose]();
await gpuDevice[Symbol.asyncDispose]();
process.stdout.write(
  JSON.stringify({
    first: fedFrom[0],
    later: [...new Set(fedFrom.slice(1))],
    made,
    alive,
    aliveAtTheEnd: made - freed,
    growthMegabytes: megabytes.at(-1)! - megabytes[0]!,
    difference,
    states,
  }),
);
