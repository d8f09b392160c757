// Exits with code 3 while a step runs on WebGPU.
import { openModel } from '../src/runtime/open-model.ts';
import { slowLeakySumsFile } from './leaky-sums.ts';

const file = slowLeakySumsFile();
const model = await openModel(file, { device: 'webgpu', batching: 'off' });
const stream = model.stream();
const bytes = file.description.input.shape.reduce((product, side) => product * side, 1);
const steps = Array.from({ length: 5 }, () => stream.stepArray(new Uint8Array(bytes)));
await steps[0];
process.exit(3);
