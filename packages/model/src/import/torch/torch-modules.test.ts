import { expect, test } from 'vitest';
import type { TorchTensor } from './torch-tensor.ts';
import { torchModules } from './torch-modules.ts';

const tensor = { shape: [1, 1] } as unknown as TorchTensor;
const modulesOf = (names: readonly string[]) =>
  torchModules(new Map(names.map((name) => [name, tensor])));

test('every path that names begin with is a module', () => {
  const modules = modulesOf(['a.0.weight', 'a.0.bias', 'b']);
  expect(modules.map(({ path, shapes }) => [path, [...shapes.keys()]])).toEqual([
    ['', ['a.0.weight', 'a.0.bias', 'b']],
    ['a', ['0.weight', '0.bias']],
    ['a.0', ['weight', 'bias']],
  ]);
});

test('a name of many parts is refused before a module is made of each', () => {
  expect(() => modulesOf([`${'a.'.repeat(100_000)}weight`])).toThrow('more than 32 deep');
  expect(modulesOf([`${'a.'.repeat(32)}weight`])).toHaveLength(33);
});

test('more tensors than networks have are refused', () => {
  const names = Array.from({ length: 5001 }, (_, index) => `l${index}.weight`);
  expect(() => modulesOf(names)).toThrow('5001 tensors; 5000 are the most');
});
