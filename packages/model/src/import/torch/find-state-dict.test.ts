import { expect, test } from 'vitest';
import { findStateDict } from './find-state-dict.ts';
import type { PickleDict, PickleValue } from './pickle/pickle-value.ts';
import type { TorchTensor } from './torch-tensor.ts';

const tensor: TorchTensor = {
  kind: 'tensor',
  dtype: 'float32',
  shape: [1, 1],
  strides: [1, 1],
  offset: 0,
  storage: {
    kind: 'storage',
    dtype: 'float32',
    read: () => ({ bytes: new Uint8Array(4), byteOrder: 'little' }),
  },
};
const number = { ...tensor, shape: [], strides: [] };
const dict = (entries: Readonly<Record<string, PickleValue>>): PickleDict => ({
  kind: 'dict',
  entries: new Map<PickleValue, PickleValue>(Object.entries(entries)),
});
const weights = (...names: string[]) =>
  dict(Object.fromEntries(names.map((name) => [name, tensor])));

const find = (root: PickleValue, wanted?: string) => {
  const { path, tensors } = findStateDict(root, { name: 'm.pth', wanted });
  return [path, ...tensors.keys()];
};

test.for<[what: string, root: PickleValue, found: string[]]>([
  ['the file itself', weights('a', 'b'), ['', 'a', 'b']],
  ['beside numbers', dict({ net: weights('a'), epoch: 3, loss: number }), ['net', 'a']],
  ['beside a mean', dict({ net: weights('a', 'b'), mean: tensor }), ['net', 'a', 'b']],
  ['beside an optimiser', dict({ net: weights('a'), optimizer: weights('b') }), ['net', 'a']],
  [
    'beside an optimiser of another name',
    dict({ net: weights('a'), adam: dict({ state: weights('exp_avg') }) }),
    ['net', 'a'],
  ],
  ['deeper', dict({ x: dict({ y: weights('a') }) }), ['x.y', 'a']],
  ['in a tuple', { kind: 'tuple', items: [weights('a'), 3] }, ['0', 'a']],
  ['of DataParallel', weights('module.a', 'module.module.b'), ['', 'a', 'b']],
  ['compiled', weights('_orig_mod.a', 'b._orig_mod.c'), ['', 'a', 'b.c']],
  ['where prefixes keep names apart', weights('module.a', 'a'), ['', 'module.a', 'a']],
])('weights are found: %s', ([, root, found]) => {
  expect(find(root)).toEqual(found);
});

const several = dict({ ema: weights('a'), net: weights('a') });

test('several sets are told, and one of them is taken by name', () => {
  expect(() => find(several)).toThrow('--weights <path>: ema (1 tensors), net (1 tensors)');
  expect(() => find(several, 'nte')).toThrow('holds no set of weights nte');
  expect(find(several, 'net')).toEqual(['net', 'a']);
});

test('several sets are read together under their last keys', () => {
  const parts = dict({ model: dict({ encoder: weights('a'), decoder: weights('a') }) });
  const wanted = 'model.encoder,model.decoder';
  expect(find(parts, wanted)).toEqual([wanted, 'encoder.a', 'decoder.a']);
});

test('a file without weights is told as one', () => {
  expect(() => find(dict({ loss: number, epoch: 1 }))).toThrow('holds no weights');
});

test('what holds itself is gone through once', () => {
  const root = dict({ a: tensor });
  root.entries.set('self', root);
  expect(find(root)).toEqual(['', 'a']);
});
