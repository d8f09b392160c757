import { expect, test } from 'vitest';
import { largestDifference } from '../../test/largest-difference.ts';
import { randomBytes } from '../../test/random-bytes.ts';
import { openStepGraph, runSteps, type Network } from '../../test/run-network.ts';
import { seededRandom } from '../seeded-random.ts';
import {
  comparingNetworkSpecSchema,
  type ComparingNetworkSpec,
  type NetworkSpecInput,
} from '../spec/network-spec.ts';
import { patchGrid } from './patch-grid.ts';

const width = 7;
const height = 5;
const patchSize = 2;
const frames = 3;

/** Expects every frame, or the next, to be `0.5 · frame` in elements 0..1. */
function halving(
  format: 'gray8' | 'rgb24',
  target: 'next' | 'same',
): Network & { readonly spec: ComparingNetworkSpec } {
  const channels = format === 'gray8' ? 1 : 3;
  const layers: NetworkSpecInput['layers'] = [
    { type: 'conv', name: 'half', filters: channels, kernelSize: 1 },
  ];
  const spec = comparingNetworkSpecSchema.parse({
    input: { width, height, format, frameRate: 5 },
    layers,
    target,
    patchSize,
    warmUpFrames: 0,
  });
  const diagonal = Float32Array.from({ length: channels ** 2 }, (_, index) =>
    index % (channels + 1) === 0 ? 0.5 : 0,
  );
  const weights = new Map([
    ['half.weight', diagonal],
    ['half.bias', new Float32Array(channels)],
  ]);
  return { spec, weights };
}

/** `expected` and `bytes`: one frame, elements 0..255. */
function plainError(bytes: Uint8Array, expected: readonly number[], channels: number): number[] {
  const errors: number[] = [];
  for (let row = 0; row < Math.floor(height / patchSize); row += 1) {
    for (let column = 0; column < Math.floor(width / patchSize); column += 1) {
      let total = 0;
      for (let y = row * patchSize; y < (row + 1) * patchSize; y += 1) {
        for (let x = column * patchSize; x < (column + 1) * patchSize; x += 1) {
          for (let channel = 0; channel < channels; channel += 1) {
            const index = (y * width + x) * channels + channel;
            total += ((bytes[index]! - expected[index]!) / 255) ** 2;
          }
        }
      }
      errors.push(total / (patchSize ** 2 * channels));
    }
  }
  return errors;
}

test.for([
  ['gray8', 'next'],
  ['gray8', 'same'],
  ['rgb24', 'next'],
  ['rgb24', 'same'],
] as const)('%s, target %s: errors are mean squares a patch', async ([format, target]) => {
  const channels = format === 'gray8' ? 1 : 3;
  const each = width * height * channels;
  const bytes = randomBytes(frames * each, seededRandom(11));
  const network = halving(format, target);
  await using session = await openStepGraph(network);
  const { results: errors } = await runSteps(session, network, {
    data: bytes,
    frames,
    batch: 1,
  });

  const plain = Array.from({ length: frames }, (_, frame) => {
    const here = bytes.subarray(frame * each, (frame + 1) * each);
    // At the start nothing is expected: the prediction is a state, and states start at zero.
    const before =
      frame === 0 ? here.map(() => 0) : bytes.subarray((frame - 1) * each, frame * each);
    const seen = target === 'same' ? here : before;
    return plainError(
      here,
      Array.from(seen, (byte) => byte / 2),
      channels,
    );
  });
  expect(largestDifference(errors, plain.flat())).toBeLessThan(1e-5);
});

test('what does not fill a patch at the right and the bottom counts nowhere', async () => {
  const network = halving('gray8', 'same');
  expect(patchGrid(network.spec)).toEqual([2, 3]);
  const inside = randomBytes(width * height, seededRandom(13));
  const border = inside.map((byte, index) =>
    index % width === width - 1 || index >= (height - 1) * width ? 255 - byte : byte,
  );
  await using session = await openStepGraph(network);
  const run = async (bytes: Uint8Array) =>
    (await runSteps(session, network, { data: bytes, frames: 1, batch: 1 })).results;
  expect(await run(border)).toEqual(await run(inside));
});
