// Steps a model that takes arrays, as an imported one does: pnpm start rain.onnx
import { openModel } from '@presage/model';

const [path = 'model.onnx'] = process.argv.slice(2);

await using model = await openModel(path);
using stream = model.stream();

const { shape } = model.description.input;
const length = shape.reduce((product, size) => product * size, 1);
console.log(`${path} takes ${shape.join('×')} and runs on ${model.device.device}`);

for (let step = 0; step < 10; step += 1) {
  // Any numbers: here a wave that goes on from step to step.
  const values = Float32Array.from({ length }, (_, n) => Math.sin(0.37 * (step * length + n)));
  const { outputs, stepMs } = await stream.stepArray(values);
  for (const [name, output] of Object.entries(outputs)) {
    const mean = output.data.reduce((sum, value) => sum + value, 0) / output.data.length;
    const size = output.shape.join('×');
    console.log(`step ${step}: ${name} ${size}, mean ${mean.toFixed(5)}, ${stepMs.toFixed(2)} ms`);
  }
}

// The state is the stream's; from zero again:
await stream.reset();
