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
import { networkSpecSchema } from '../spec/network-spec.ts';
import { describeNetwork } from './describe-network.ts';

const width = 6;
const height = 5;
const frames = 4;
const tolerance = 1e-5;

interface Kind {
  readonly target: 'next' | 'same';
  readonly format: 'gray8' | 'rgb24';
  readonly cases: typeof layerCases;
}

/** What gives the last frame only is compared with nothing: {@link sequences} has it not. */
const sequences = layerCases.filter(
  ([, { layer }]) => !('returnSequences' in layer) || layer.returnSequences,
);
const oneCase = sequences.slice(0, 1);

/** Every layer with either target and either format; not every pair of them. */
const kinds: readonly Kind[] = [
  { target: 'next', format: 'gray8', cases: sequences },
  { target: 'same', format: 'gray8', cases: oneCase },
  { target: 'next', format: 'rgb24', cases: oneCase },
  { target: 'same', format: 'rgb24', cases: sequences },
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
      expect(largestDifference(alone.results, ofFirstStream(batched.results, 3))).toBeLessThan(
        tolerance,
      );
    },
  );
});

/** A layer between others that bring the picture to its input, and what it gives back to a picture. */
function networkAround({ layer, inputShape, more }: LayerCase, { target, format }: Kind): Network {
  const channels = format === 'gray8' ? 1 : 3;
  const picture = [channels, height, width];
  const sources = [inputShape, ...more].map((_, index) => `to${index}`);
  const spec = networkSpecSchema.parse({
    input: { width, height, format, frameRate: 5 },
    layers: [
      ...[inputShape, ...more].flatMap((shape, index) => [
        { type: 'dense', from: 'input', units: elementCount(shape), activation: 'tanh' },
        { type: 'reshape', name: `to${index}`, shape },
      ]),
      { name: 'studied', ...layer, from: layer.type === 'merge' ? sources : sources[0] },
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
  const length = frames * batch * elementCount(describeNetwork(spec).inputShape);
  return { data: randomBytes(length, seededRandom(5)), frames, batch };
}

function firstStream({ data, batch }: Footage): Footage {
  return { data: Uint8Array.from(ofFirstStream(data, batch)), frames, batch: 1 };
}

/** The first of `batch` parts of each frame. */
function ofFirstStream(data: ArrayLike<number>, batch: number): number[] {
  const each = data.length / frames / batch;
  return Array.from(data).filter((_, index) => Math.floor(index / each) % batch === 0);
}

function expectSame(a: NetworkResult, b: NetworkResult): void {
  expect(largestDifference(a.results, b.results)).toBeLessThan(tolerance);
  expect(Object.keys(a.states)).toEqual(Object.keys(b.states));
  for (const [name, state] of Object.entries(a.states)) {
    expect(largestDifference(state, b.states[name]!)).toBeLessThan(tolerance);
  }
}
