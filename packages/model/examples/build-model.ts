// Builds a model from a spec and weights of one's own: node --conditions=@presage/source build-model.ts out.onnx
import { buildStepModel, describeNetwork, networkSpecSchema, writeModelFile } from '@presage/model';

const [path = 'model.onnx'] = process.argv.slice(2);

const spec = networkSpecSchema.parse({
  input: { shape: [1, 24, 32] },
  layers: [
    { type: 'convLstm', name: 'memory', hiddenChannels: 4, kernelSize: 3 },
    { type: 'conv', name: 'head', filters: 1, kernelSize: 1 },
  ],
  target: 'none',
  warmUpFrames: 0,
});

// Every weight by its name: here numbers as they come, elsewhere those of a file of yours.
const weights = new Map<string, Float32Array>();
for (const { name, shape } of describeNetwork(spec).parameters) {
  const length = shape.reduce((product, size) => product * size, 1);
  weights.set(name, new Float32Array(length).fill(0.1));
  console.log(`${name} [${shape.join(', ')}]`);
}

const { onnx, description } = buildStepModel(spec, weights);
await writeModelFile(path, { bytes: onnx, description });
