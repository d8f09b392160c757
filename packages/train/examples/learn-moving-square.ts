// Learns how a bright square moves, from pictures made up here, and prints how the loss falls.
import { comparingNetworkSpecSchema } from '@presage/model';
import { Footage, train } from '@presage/train';
import { lastValueFrom, tap } from 'rxjs';

const side = 16;
const footage = new Footage(side * side);
for (let frame = 0; frame < 64; frame += 1) {
  const bytes = new Uint8Array(side * side).fill(20);
  for (let row = 6; row < 10; row += 1) {
    for (let column = 0; column < 4; column += 1) {
      bytes[row * side + ((frame + column) % side)] = 220;
    }
  }
  footage.append({ bytes });
}

const spec = comparingNetworkSpecSchema.parse({
  input: { width: side, height: side, frameRate: 5 },
  layers: [
    { type: 'convLstm', hiddenChannels: 8, kernelSize: 3 },
    { type: 'conv', filters: 1, kernelSize: 3, activation: 'sigmoid' },
  ],
  patchSize: 4,
  warmUpFrames: 2,
});

const learning = train({ spec, footage, totalSteps: 200, learningRate: 1e-2 }).pipe(
  tap((event) => {
    if (event.kind === 'step' && (event.step === 1 || event.step % 25 === 0)) {
      console.log(`step ${event.step}: loss ${event.loss.toFixed(5)}`);
    }
  }),
);
const last = await lastValueFrom(learning);
if (last.kind === 'checkpoint') {
  console.log(`learned: ${[...last.checkpoint.weights.keys()].join(', ')}`);
}
