// A network written as data, with weights that have learned nothing yet, takes frames made up here.
import {
  buildStepModel,
  initialWeights,
  networkSpecSchema,
  openModel,
  seededRandom,
} from '@presage/model';

const spec = networkSpecSchema.parse({
  input: { width: 32, height: 24, format: 'gray8', frameRate: 5 },
  layers: [
    { type: 'conv', filters: 8, kernelSize: 3, stride: 2, activation: 'relu' },
    { type: 'convLstm', hiddenChannels: 8, kernelSize: 3, peephole: 'perChannel' },
    { type: 'convTranspose', filters: 1, kernelSize: 4, stride: 2, activation: 'sigmoid' },
  ],
  target: 'next',
  patchSize: 8,
  warmUpFrames: 2,
});
const { onnx, description } = buildStepModel(spec, initialWeights(spec, seededRandom(1)));

await using model = await openModel({ bytes: onnx, description });
console.log(`${onnx.length} bytes run on ${model.device.device}`);
using stream = model.stream();
for (let sequence = 0; sequence < 6; sequence += 1) {
  const { outputs, warmUp } = await stream.step({
    streamId: 'made up',
    sequence,
    timestampUs: sequence * 200_000,
    arrivalMs: 0,
    width: 32,
    height: 24,
    format: 'gray8',
    bytes: new Uint8Array(32 * 24).fill(sequence < 4 ? 60 : 200),
    ...(sequence === 0 && { discontinuity: 'start' }),
  });
  const { data, shape } = outputs['error']!;
  const mean = data.reduce((sum, each) => sum + each, 0) / data.length;
  console.log(
    `frame ${sequence}: ${shape.join('×')} patches, mean error ${mean.toFixed(4)}${warmUp ? ', warming up' : ''}`,
  );
}
