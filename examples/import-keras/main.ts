// Imports a trained Keras file and steps it: pnpm start rain.keras rain.onnx
import { importModel, openModel, writeModelFile } from '@presage/model';

const [path = 'model.keras', modelPath = 'model.onnx'] = process.argv.slice(2);

const { file, notes } = await importModel(path);
for (const note of notes) console.log(note);
await writeModelFile(modelPath, file);

await using model = await openModel(modelPath);
using stream = model.stream();

// Height, width, channels, as in Keras; here a wave that goes on from step to step.
const { shape } = model.description.input;
const length = shape.reduce((product, size) => product * size, 1);
for (let step = 0; step < 10; step += 1) {
  const values = Float32Array.from({ length }, (_, n) => Math.sin(0.37 * (step * length + n)));
  const { outputs } = await stream.stepArray(values);
  const { data, shape: size } = outputs['output']!;
  console.log(`step ${step}: output ${size.join('×')}, begins with ${data.slice(0, 3).join(', ')}`);
}
