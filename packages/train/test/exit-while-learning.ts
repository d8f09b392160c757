// Exits with code 3 while a step runs: it has begun when the one before is told.
import { comparingNetworkSpecSchema } from '@presage/model';
import { Footage } from '../src/footage.ts';
import { train } from '../src/train.ts';

const side = 64;
const footage = new Footage(side * side);
for (let frame = 0; frame < 10; frame += 1) footage.append({ bytes: new Uint8Array(side * side) });
const spec = comparingNetworkSpecSchema.parse({
  input: { width: side, height: side, frameRate: 5 },
  layers: [
    { type: 'convLstm', hiddenChannels: 16, kernelSize: 3 },
    { type: 'conv', filters: 1, kernelSize: 3 },
  ],
  patchSize: 4,
  warmUpFrames: 2,
});
train({ spec, footage, totalSteps: 1000, threads: 1 }).subscribe((event) => {
  if (event.kind === 'step' && event.step === 2) setTimeout(() => process.exit(3), 10);
});
