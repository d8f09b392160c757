import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import type { DeclaredTensor } from './declared-tensor.ts';
import { givenPairs, guessedPairs, type StatePair } from './state-pairs.ts';

const tensor = (name: string, shape: DeclaredTensor['shape'] = ['N', 4]): DeclaredTensor => ({
  name,
  type: 1,
  shape,
});
const tensors = (...names: readonly string[]) => names.map((name) => tensor(name));
const text = (pairs: readonly StatePair[]) =>
  pairs.map(({ input, output }) => `${input.name}=${output.name}`).toSorted();

test('names tell which output is which input, whatever the order', () => {
  const order = fc.tuple(
    fc.shuffledSubarray(['h', 'h1', 'h10', 'h11', 'h.1', 'x'], { minLength: 6 }),
    fc.shuffledSubarray(['hn', 'h1n', 'h10n', 'h11n', 'h.1n', 'score'], { minLength: 6 }),
  );
  fc.assert(
    fc.property(order, ([inputs, outputs]) => {
      const pairs = guessedPairs({ inputs: tensors(...inputs), outputs: tensors(...outputs) });
      expect(text(pairs)).toEqual(['h.1=h.1n', 'h10=h10n', 'h11=h11n', 'h1=h1n', 'h=hn']);
    }),
  );
});

test("PyTorch's h0 and hn are a pair, and h10 and h1n are not", () => {
  expect(
    text(guessedPairs({ inputs: tensors('x', 'h0', 'c0'), outputs: tensors('y', 'cn', 'hn') })),
  ).toEqual(['c0=cn', 'h0=hn']);
  expect(
    text(guessedPairs({ inputs: tensors('h1', 'h10'), outputs: tensors('h10n', 'h1n') })),
  ).toEqual(['h10=h10n', 'h1=h1n']);
});

test('where two outputs, or two inputs, would do, nothing is guessed', () => {
  expect(guessedPairs({ inputs: tensors('h'), outputs: tensors('h_out', 'h_next') })).toEqual([]);
  expect(guessedPairs({ inputs: tensors('h', 'h_in'), outputs: tensors('h_out') })).toEqual([]);
});

test('a name is not enough where type or shape differ', () => {
  const outputs = [tensor('h_out', ['N', 5]), { ...tensor('c_out'), type: 10 }];
  expect(guessedPairs({ inputs: tensors('h', 'c'), outputs })).toEqual([]);
  expect(
    text(guessedPairs({ inputs: tensors('h'), outputs: [tensor('h_out', ['M', 'k'])] })),
  ).toEqual(['h=h_out']);
});

test('given pairs are taken as they are, and every mistake in them is told', () => {
  const inputs = [...tensors('x', 'a', 'b'), tensor('big', ['N', 9])];
  const outputs = tensors('b', 'z');
  expect(text(givenPairs({ inputs, outputs }, { a: 'b', b: 'z' }, 'm.onnx'))).toEqual([
    'a=b',
    'b=z',
  ]);
  expect(() =>
    givenPairs({ inputs, outputs }, { q: 'z', a: 'nope', x: 'z', big: 'b' }, 'm.onnx'),
  ).toThrow(
    expect.objectContaining({
      code: 'import-states',
      fields: {
        name: 'm.onnx',
        faults: [
          'there is no input "q" (there are: x, a, b, big)',
          'there is no output "nope" (there are: b, z)',
          '"b" float32 [N, 4] cannot become "big" float32 [N, 9]',
          'output "z" is given to more than one input',
        ],
      },
    }),
  );
});
