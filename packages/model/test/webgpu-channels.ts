// Recurrent networks with 1 to 12 input channels on WebGPU beside the same on the CPU; writes how
// far each is off.
import { initialWeights } from '../src/initial-weights.ts';
import { buildStepModel } from '../src/lower/build-step-model.ts';
import { tryDevice } from '../src/runtime/device-trial.ts';
import { seededRandom } from '../src/seeded-random.ts';
import { networkSpecSchema } from '../src/spec/network-spec.ts';

/** It convolves these channels, these and four more, and eight; kernels are whole, joined and cut. */
function stepModel(channels: number) {
  const spec = networkSpecSchema.parse({
    input: { shape: [channels, 5, 6] },
    layers: [
      { name: 'lstm', type: 'convLstm', hiddenChannels: 4, kernelSize: 3 },
      { name: 'conv', type: 'conv', filters: 4, kernelSize: 3, from: 'input' },
      { type: 'merge', kind: 'concat', from: ['lstm', 'conv'] },
      { type: 'convGru', hiddenChannels: channels, kernelSize: 3 },
    ],
    target: 'none',
    warmUpFrames: 0,
  });
  const { onnx: bytes, description } = buildStepModel(spec, initialWeights(spec, seededRandom(1)));
  return { bytes, plan: description, threads: 1 };
}

const differences: Record<number, number> = {};
for (let channels = 1; channels <= 12; channels += 1) {
  const { difference } = await tryDevice('webgpu', stepModel(channels));
  differences[channels] = difference;
}
process.stdout.write(JSON.stringify(differences));
