import {
  comparingNetworkSpecSchema,
  type ComparingNetworkSpec,
  type NetworkSpecInput,
} from '@presage/model';
import { Footage } from '../src/footage.ts';

const side = 8;

/** A small recurrent network for pictures of 8×8. */
export function smallSpec(changes: Partial<NetworkSpecInput> = {}): ComparingNetworkSpec {
  return comparingNetworkSpecSchema.parse({
    input: { width: side, height: side, frameRate: 5 },
    layers: [
      { type: 'convLstm', hiddenChannels: 4, kernelSize: 3 },
      { type: 'conv', filters: 1, kernelSize: 3, activation: 'sigmoid' },
    ],
    patchSize: 4,
    warmUpFrames: 2,
    ...changes,
  });
}

/** A bright square of 3×3 that goes round and round on a dark ground, a pixel a frame. */
export function movingSquare(frames: number): Footage {
  const footage = new Footage(side * side);
  for (let frame = 0; frame < frames; frame += 1) {
    const bytes = new Uint8Array(side * side).fill(20);
    for (let row = 2; row < 5; row += 1) {
      for (let column = 0; column < 3; column += 1)
        bytes[row * side + ((frame + column) % side)] = 220;
    }
    footage.append({ bytes });
  }
  return footage;
}
