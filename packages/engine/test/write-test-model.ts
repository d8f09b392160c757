import { calibrate, observe } from '@presage/anomaly';
import { openVideo } from '@presage/io';
import {
  buildStepModel,
  frameNeedsOf,
  initialWeights,
  comparingNetworkSpecSchema,
  openModel,
  seededRandom,
  writeModelFile,
} from '@presage/model';
import { lastValueFrom, toArray } from 'rxjs';

const spec = comparingNetworkSpecSchema.parse({
  input: { width: 32, height: 24, frameRate: 5 },
  layers: [
    { type: 'conv', filters: 4, kernelSize: 3, stride: 2, activation: 'leakyRelu' },
    { type: 'convLstm', hiddenChannels: 4, kernelSize: 3 },
    { type: 'convTranspose', filters: 1, kernelSize: 4, stride: 2 },
  ],
  patchSize: 4,
  warmUpFrames: 5,
});

/** Writes a model that learned nothing but is calibrated on `footage`: enough for a room that is empty. */
export async function writeTestModel(path: string, footage: string): Promise<void> {
  const { onnx: bytes, description } = buildStepModel(spec, initialWeights(spec, seededRandom(5)));
  await using model = await openModel({ bytes, description });
  await using video = await openVideo(footage);
  const frames = video.frames(frameNeedsOf(model, 'the test model'));
  const observations = await lastValueFrom(frames.pipe(observe(model), toArray()));
  const [height = 1, width = 1] = description.outputs[0]?.shape ?? [];
  const calibration = calibrate(observations, {
    grid: { width, height },
    frameRate: spec.input.frameRate,
  });
  const provenance = { learnedFrom: ['room.mp4'], frames: observations.length, steps: 0 };
  await writeModelFile(path, { bytes, description, calibration, provenance });
}
