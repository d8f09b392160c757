import { describe, expect, test } from 'vitest';
import { Graph } from './graph.ts';
import { add, mul, scalar, split, transpose } from './operations.ts';

function graphWithInput() {
  const graph = new Graph();
  return { graph, x: graph.input('x', 'float32', ['N', 4]) };
}

describe('nodes', () => {
  test('that are equal are made once', () => {
    const { graph, x } = graphWithInput();
    expect(add(x, x)).toBe(add(x, x));
    expect(split(x, 1, 2)).toBe(split(x, 1, 2));
    expect(graph.nodes.map(({ type }) => type)).toEqual(['Add', 'Split']);
  });

  test('that differ in operator, operands or attributes are made each', () => {
    const { graph, x } = graphWithInput();
    const made = [add(x, 1), mul(x, 1), add(x, 2), split(x, 1, 2)[0], split(x, 1, 4)[0]];
    expect(new Set(made).size).toBe(5);
    expect(graph.nodes).toHaveLength(5);
  });

  test('know what they were made by; inputs were made by nothing', () => {
    const { graph, x } = graphWithInput();
    const y = transpose(x, [1, 0]);
    expect(graph.madeBy(y)).toMatchObject({ type: 'Transpose', inputs: [x], outputs: [y] });
    expect(graph.madeBy(x)).toBeUndefined();
  });

  test('take no value of another graph', () => {
    const { x } = graphWithInput();
    const { graph, x: other } = graphWithInput();
    expect(() => add(x, other)).toThrow('x belongs to another graph');
    expect(() => graph.output('y', x)).toThrow('x belongs to another graph');
    expect(graph.nodes).toEqual([]);
  });
});

const takenMessage = (name: string): string => `the graph has a tensor named ${name} already`;

describe('names', () => {
  test('are unique among all tensors of a graph', () => {
    const { graph, x } = graphWithInput();
    const parts = split(add(x, 1), 1, 2);
    graph.output('y', parts[0]!);
    const names = [
      ...graph.inputs,
      ...graph.constants.keys(),
      ...graph.nodes.flatMap(({ outputs }) => outputs),
    ].map(({ name }) => name);
    expect(names).toHaveLength(6);
    expect(new Set(names).size).toBe(6);
  });

  test('given twice are refused', () => {
    const { graph, x } = graphWithInput();
    graph.output('y', x);
    expect(() => graph.output('y', x)).toThrow(takenMessage('y'));
    expect(() => graph.output('x', x)).toThrow(takenMessage('x'));
    expect(() => graph.input('x', 'uint8', [1])).toThrow(takenMessage('x'));
    expect(() => graph.constant('y', Float32Array.of(1), [1])).toThrow(takenMessage('y'));
  });

  test('one value may be an output under two names', () => {
    const { graph, x } = graphWithInput();
    const first = graph.output('first', x);
    const second = graph.output('second', x);
    expect(graph.outputs).toEqual([first, second]);
    expect([first.name, second.name]).toEqual(['first', 'second']);
  });
});

describe('constants', () => {
  test('have the type of their data', () => {
    const { graph } = graphWithInput();
    expect(graph.constant('a', Float32Array.of(1), [1]).type).toBe('float32');
    expect(graph.constant('b', Uint8Array.of(1), [1]).type).toBe('uint8');
    expect(graph.constant('c', BigInt64Array.of(1n), [1]).type).toBe('int64');
  });

  test('that do not fill their shape are refused', () => {
    const { graph } = graphWithInput();
    expect(() => graph.constant('k', new Float32Array(5), [2, 3])).toThrow(
      'k: 5 elements for shape [2, 3]',
    );
  });

  test('of equal content and shape are made once', () => {
    const { graph, x } = graphWithInput();
    expect(scalar(x, 0.5)).toBe(scalar(x, 0.5));
    expect(scalar(x, 0.5)).not.toBe(scalar(x, -0.5));
    expect(graph.literal(Float32Array.of(0.5), [1])).not.toBe(scalar(x, 0.5));
    expect(graph.constants.size).toBe(3);
  });
});
