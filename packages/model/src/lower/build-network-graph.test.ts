import { describe, expect, test } from 'vitest';
import { largestDifference } from '../../test/largest-difference.ts';
import { layerCases, type LayerCase } from '../../test/layer-cases.ts';
import { randomBytes } from '../../test/random-bytes.ts';
import { randomWeights } from '../../test/random-weights.ts';
import {
  openStepGraph,
  runSteps,
  runUnrolledNetwork,
  type Footage,
  type Network,
  type NetworkResult,
} from '../../test/run-network.ts';
import { elementCount } from '../graph/value.ts';
import { seededRandom } from '../seeded-random.ts';
import { networkSpecSchema, type NetworkSpecInput } from '../spec/network-spec.ts';
import { describeNetwork } from './describe-network.ts';

const width = 6;
const height = 5;
const frames = 4;
const tolerance = 1e-5;

interface Kind extends Required<Pick<NetworkSpecInput, 'target'>> {
  readonly format: 'gray8' | 'rgb24';
  readonly cases: typeof layerCases;
}

const oneCase = layerCases.slice(0, 1);

/** Every layer with either target and either format; not every pair of them. */
const kinds: readonly Kind[] = [
  { target: 'next', format: 'gray8', cases: layerCases },
  { target: 'same', format: 'gray8', cases: oneCase },
  { target: 'next', format: 'rgb24', cases: oneCase },
  { target: 'same', format: 'rgb24', cases: layerCases },
];

describe.for(kinds)('a network for $format frames, target $target', (kind) => {
  test.for(kind.cases)(
    'with %s: steps equal the unrolled graph, for 1 stream and 3',
    async (named) => {
      const network = networkAround(named[1], kind);
      const three = footageOf(network, 3);
      const one = firstStream(three);
      await using session = await openStepGraph(network);

      const batched = await runSteps(session, network, three);
      const alone = await runSteps(session, network, one);
      expectSame(batched, await runUnrolledNetwork(network, three));
      expectSame(alone, await runUnrolledNetwork(network, one));
      expect(largestDifference(alone.errors, ofFirstStream(batched.errors, 3))).toBeLessThan(
        tolerance,
      );
    },
  );
});

/** A layer between others that bring the picture to its input, and what it gives back to a picture. */
function networkAround({ layer, inputShape }: LayerCase, { target, format }: Kind): Network {
  const channels = format === 'gray8' ? 1 : 3;
  const picture = [channels, height, width];
  const spec = networkSpecSchema.parse({
    input: { width, height, format, frameRate: 5 },
    layers: [
      { type: 'dense', units: elementCount(inputShape), activation: 'tanh' },
      { type: 'reshape', shape: [...inputShape] },
      { name: 'studied', ...layer },
      { type: 'dense', units: elementCount(picture) },
      { type: 'reshape', shape: picture },
    ],
    target,
    patchSize: 2,
    warmUpFrames: 0,
  });
  return { spec, weights: randomWeights(describeNetwork(spec).parameters, seededRandom(3)) };
}

function footageOf({ spec }: Network, batch: number): Footage {
  const length = frames * batch * elementCount(describeNetwork(spec).pictureShape);
  return { bytes: randomBytes(length, seededRandom(5)), frames, batch };
}

function firstStream({ bytes, batch }: Footage): Footage {
  return { bytes: Uint8Array.from(ofFirstStream(bytes, batch)), frames, batch: 1 };
}

/** The first of `batch` parts of each frame. */
function ofFirstStream(data: ArrayLike<number>, batch: number): number[] {
  const each = data.length / frames / batch;
  return Array.from(data).filter((_, index) => Math.floor(index / each) % batch === 0);
}

function expectSame(a: NetworkResult, b: NetworkResult): void {
  expect(largestDifference(a.errors, b.errors)).toBeLessThan(tolerance);
  expect(Object.keys(a.states)).toEqual(Object.keys(b.states));
  for (const [name, state] of Object.entries(a.states)) {
    expect(largestDifference(state, b.states[name]!)).toBeLessThan(tolerance);
  }
}
