import {
  buildStepModel,
  frameNeedsOf,
  initialWeights,
  networkSpecSchema,
  openModel,
  seededRandom,
} from '@presage/model';
import type { Check } from '../finding.ts';
import { groupTrials } from '../group-trials.ts';

/** A network that is ready in no time, of the kind that presage learns. */
const tiny = networkSpecSchema.parse({
  input: { width: 32, height: 24, frameRate: 5 },
  layers: [
    { type: 'conv', filters: 4, kernelSize: 3, stride: 2, activation: 'leakyRelu' },
    { type: 'convLstm', hiddenChannels: 4, kernelSize: 3 },
    { type: 'convTranspose', filters: 1, kernelSize: 4, stride: 2 },
  ],
  patchSize: 8,
  warmUpFrames: 0,
});

/** Which device really runs a step, and why not the others? */
export const deviceCheck: Check = {
  name: 'Device',
  async run({ signal }) {
    const { onnx: bytes, description } = buildStepModel(
      tiny,
      initialWeights(tiny, seededRandom(1)),
    );
    await using model = await openModel({ bytes, description }, { device: 'auto', signal });
    using stream = model.stream();
    const { width, height, format } = frameNeedsOf(model, "doctor's model");
    const { stepMs } = await stream.step({
      streamId: 'doctor',
      sequence: 0,
      timestampUs: 0,
      arrivalMs: 0,
      width,
      height,
      format,
      bytes: new Uint8Array(width * height),
      discontinuity: 'start',
    });
    const { device, threads, tried } = model.device;
    const groups = groupTrials(tried);
    const others = groups
      .filter(({ runs }) => !runs)
      .map(({ devices, reason }) => `; ${devices.join(', ')}: ${reason}`);
    return {
      status: 'ok',
      summary: `a step ran on ${device}, ${threads} ${threads === 1 ? 'thread' : 'threads'}${others.join('')}`,
      facts: { device, threads, tried: groups, stepMs },
    };
  },
};
