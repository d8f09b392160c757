import type { onnx as types } from 'onnx-proto';
import { expect, test } from 'vitest';
import { foreignModel, integers, node, weight } from '../../../test/foreign-model.ts';
import { openGraph } from '../../../test/graph-session.ts';
import { largestDifference } from '../../../test/largest-difference.ts';
import { onnx } from '../../file/onnx.ts';
import { seededRandom } from '../../seeded-random.ts';
import { padChannels } from './pad-channels.ts';

interface Convolutions {
  /** Of the input. */
  readonly channels: number;
  /** Default 2. */
  readonly spatialAxes?: number;
  readonly nodes: readonly types.INodeProto[];
  readonly weights: readonly types.ITensorProto[];
  readonly opset?: number;
}

/** A graph from `x` to `y`. */
function modelOf({ channels, spatialAxes = 2, nodes, weights, opset }: Convolutions) {
  const sizes = Array.from({ length: spatialAxes }, () => 5);
  const outputs = [{ name: 'y', shape: ['batch', null, ...sizes.map(() => null)] }];
  const inputs = [{ name: 'x', shape: ['batch', channels, ...sizes] }];
  return foreignModel({ inputs, outputs, nodes, weights, ...(opset && { opset }) });
}

function operatorsIn(model: Uint8Array): string[] {
  return onnx.ModelProto.decode(model).graph!.node!.map(({ opType }) => opType ?? '');
}

async function resultOf(model: Uint8Array, channels: number): Promise<Float32Array> {
  const random = seededRandom(1);
  const data = new Float32Array(2 * channels * 25).map(() => random() - 0.5);
  await using session = await openGraph(model);
  const { y } = await session.run({ x: { data, shape: [2, channels, 5, 5] } });
  return y!.data;
}

test('what has a multiple of three channels, not of four, gets some of zeros, and nothing else does', () => {
  const padded = Array.from({ length: 32 }, (_, index) => index + 1).filter((channels) => {
    const nodes = [node('y = Conv(x, w)')];
    const model = modelOf({ channels, nodes, weights: [weight('w', [4, channels, 3, 3])] });
    const rewritten = padChannels(model);
    if (rewritten === model) return false;
    expect(operatorsIn(rewritten)).toEqual(['Pad', 'Pad', 'Conv']);
    return true;
  });
  expect(padded).toEqual([6, 9, 15, 18, 21, 27, 30]);
});

test('convolutions in groups, over three axes, of another domain and with kernels that are not known stay as they are', () => {
  const grouped = modelOf({
    channels: 12,
    nodes: [node('y = Conv(x, w)', { group: 2 })],
    weights: [weight('w', [4, 6, 3, 3])],
  });
  const overThree = modelOf({
    channels: 6,
    spatialAxes: 3,
    nodes: [node('y = Conv(x, w)')],
    weights: [weight('w', [4, 6, 3, 3, 3])],
  });
  const computed = modelOf({
    channels: 6,
    nodes: [node('w = Add(v, x)'), node('y = Conv(x, w)')],
    weights: [weight('v', [4, 6, 3, 3])],
  });
  const elsewhere = modelOf({
    channels: 6,
    nodes: [{ ...node('y = Conv(x, w)'), domain: 'com.ms.internal.nhwc' }],
    weights: [weight('w', [4, 6, 3, 3])],
  });
  for (const model of [grouped, overThree, computed, elsewhere])
    expect(padChannels(model)).toBe(model);
});

const constant: types.INodeProto = {
  opType: 'Constant',
  output: ['w'],
  attribute: [
    { name: 'value', type: onnx.AttributeProto.AttributeType.TENSOR, t: weight('', [4, 6, 3, 3]) },
  ],
};

test.each<{ kernel: string; given: Convolutions }>([
  {
    kernel: 'a weight',
    given: {
      channels: 6,
      nodes: [node('y = Conv(x, w, b)')],
      weights: [weight('w', [4, 6, 3, 3]), weight('b', [4])],
    },
  },
  {
    kernel: 'joined along its channels',
    given: {
      channels: 9,
      nodes: [node('w = Concat(v, u)', { axis: -3 }), node('y = Conv(x, w)')],
      weights: [weight('v', [4, 2, 3, 3]), weight('u', [4, 7, 3, 3])],
    },
  },
  {
    kernel: 'joined along its filters',
    given: {
      channels: 6,
      nodes: [node('w = Concat(v, u)', { axis: 0 }), node('y = Conv(x, w)')],
      weights: [weight('v', [1, 6, 3, 3]), weight('u', [3, 6, 3, 3])],
    },
  },
  {
    kernel: 'cut along its filters',
    given: {
      channels: 6,
      nodes: [node('w = Slice(v, start, end, axis)'), node('y = Conv(x, w)')],
      weights: [
        weight('v', [12, 6, 3, 3]),
        ...[4, 8].map((at, index) => integers(['start', 'end'][index]!, [1], [at])),
        integers('axis', [1], [0]),
      ],
    },
  },
  {
    kernel: 'a node',
    given: { channels: 6, nodes: [constant, node('y = Conv(x, w)')], weights: [] },
  },
  {
    kernel: 'of an old operator set',
    given: {
      channels: 6,
      opset: 9,
      nodes: [node('w = Slice(v)', { axes: [0], starts: [0], ends: [4] }), node('y = Conv(x, w)')],
      weights: [weight('v', [8, 6, 3, 3])],
    },
  },
])('zeros change no result where the kernel is $kernel', async ({ given }) => {
  const model = modelOf(given);
  const rewritten = padChannels(model);
  expect(operatorsIn(rewritten)).toContain('Pad');
  const [own, wanted] = await Promise.all(
    [rewritten, model].map((each) => resultOf(each, given.channels)),
  );
  expect(wanted!.some((value) => Math.abs(value) > 0.1)).toBe(true);
  expect(largestDifference(own!, wanted!)).toBeLessThan(1e-6);
});

test('a kernel cut along its channels is not taken for the whole', () => {
  const model = modelOf({
    channels: 5,
    nodes: [node('w = Slice(v, start, end, axis)'), node('y = Conv(x, w)')],
    weights: [
      weight('v', [4, 6, 3, 3]),
      integers('start', [1], [0]),
      integers('end', [1], [5]),
      integers('axis', [1], [1]),
    ],
  });
  expect(padChannels(model)).toBe(model);
});

test('what several convolutions read is padded once', async () => {
  const model = modelOf({
    channels: 6,
    nodes: [node('p = Conv(x, v)'), node('q = Conv(x, w)'), node('y = Add(p, q)')],
    weights: [weight('v', [4, 6, 3, 3]), weight('w', [4, 6, 3, 3])],
  });
  const rewritten = padChannels(model);
  expect(operatorsIn(rewritten).filter((type) => type === 'Pad')).toHaveLength(3);
  const [own, wanted] = await Promise.all([rewritten, model].map((each) => resultOf(each, 6)));
  expect(largestDifference(own!, wanted!)).toBeLessThan(1e-6);
});
