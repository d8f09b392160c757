import { expect, test } from 'vitest';
import { openGraph } from '../../test/graph-session.ts';
import { onnx } from '../file/onnx.ts';
import { encodeGraph } from './encode-graph.ts';
import { Graph } from './graph.ts';
import {
  add,
  conv,
  hardSigmoid,
  leakyRelu,
  maxPool,
  mul,
  pad,
  reduceSum,
  slice,
} from './operations.ts';

/** Every kind of attribute, lists that ONNX takes as inputs, and each element type. */
function graphOfEverything(): Graph {
  const graph = new Graph();
  const x = graph.input('x', 'float32', ['N', 1, 4]);
  const shifted = add(x, graph.constant('shift', Float32Array.of(-1, 0, 1, 2), [4]));
  const ramp = hardSigmoid(leakyRelu(shifted, 0.25), 0.5, 0.25);
  graph.output('padded', pad(ramp, [0, 0, 1, 0, 0, 1]));
  graph.output('backward', slice(ramp, [{ axis: 2, start: 3, end: -5, step: -1 }]));
  graph.output('total', reduceSum(maxPool(ramp, [2]), [1, 2]));
  return graph;
}

test('ONNX Runtime computes what the graph says', async () => {
  await using session = await openGraph(graphOfEverything());
  const found = await session.run({ x: { data: Float32Array.of(-1, -1, 0, 0), shape: [1, 1, 4] } });
  // x + shift = -2, -1, 1, 2; below zero a quarter of it; then clamp(x / 2 + 1/4)
  const ramp = [0, 0.125, 0.75, 1];
  expect([...found['padded']!.data]).toEqual([0, ...ramp, 0]);
  expect([...found['backward']!.data]).toEqual(ramp.toReversed());
  expect(found['total']).toEqual({ data: Float32Array.of(1.125), shape: [1, 1, 1] });
});

test('the batch stays open, other sizes are fixed', () => {
  const { graph } = onnx.ModelProto.decode(encodeGraph(graphOfEverything()));
  const dims = [...graph!.input!, ...graph!.output!].map(({ name, type }) => [
    name,
    type!.tensorType!.shape!.dim!.map(({ dimParam, dimValue }) => dimParam || Number(dimValue)),
  ]);
  expect(Object.fromEntries(dims)).toEqual({
    x: ['N', 1, 4],
    padded: ['N', 1, 6],
    backward: ['N', 1, 4],
    total: ['N', 1, 1],
  });
});

test('the file says its versions and holds no metadata, times or paths', () => {
  const bytes = encodeGraph(graphOfEverything());
  const { graph: _, ...rest } = onnx.ModelProto.toObject(onnx.ModelProto.decode(bytes), {
    longs: Number,
  });
  expect(rest).toEqual({
    irVersion: 8,
    producerName: 'presage',
    opsetImport: [{ domain: '', version: 17 }],
  });
  expect(encodeGraph(graphOfEverything())).toEqual(bytes);
});

test('equal lists are stored once', () => {
  const graph = new Graph();
  const x = graph.input('x', 'float32', [2, 4]);
  graph.output('a', slice(x, [{ axis: 1, start: 0, end: 1 }]));
  graph.output('b', slice(x, [{ axis: 1, start: 0, end: 2 }]));
  const { initializer } = onnx.ModelProto.decode(encodeGraph(graph)).graph!;
  // [0] starts; [1] and [2] ends; [1] axes and steps
  expect(initializer).toHaveLength(3);
});

test('what is a result is called so from the beginning; only an input, or a second name, is passed on', () => {
  const graph = new Graph();
  const x = graph.input('x', 'float32', [2]);
  const sum = add(x, 1);
  graph.output('first', sum);
  graph.output('second', sum);
  graph.output('same', x);
  const product = graph.output('product', mul(sum, 2));
  graph.output('again', product);
  const { node } = onnx.ModelProto.decode(encodeGraph(graph)).graph!;
  expect(node!.map(({ opType, input, output }) => [opType, input![0], output![0]])).toEqual([
    ['Add', 'x', 'first'],
    ['Identity', 'first', 'second'],
    ['Identity', 'x', 'same'],
    ['Mul', 'first', 'product'],
    ['Identity', 'product', 'again'],
  ]);
});

test('a result that is padded and convolved too is not lost', async () => {
  const graph = new Graph();
  const x = graph.input('x', 'float32', ['N', 1, 2]);
  const doubled = mul(x, 2);
  graph.output('doubled', doubled);
  const weight = graph.constant('weight', Float32Array.of(1, 1), [1, 1, 2]);
  const window = { kernelSize: [2], strides: [1], dilations: [1], pads: [0, 0] };
  graph.output('sums', conv(pad(doubled, [0, 0, 1, 0, 0, 1]), weight, window));
  await using session = await openGraph(graph);
  const found = await session.run({ x: { data: Float32Array.of(1, 2), shape: [1, 1, 2] } });
  expect([...found['sums']!.data]).toEqual([2, 6, 4]);
  expect([...found['doubled']!.data]).toEqual([2, 4]);
});
