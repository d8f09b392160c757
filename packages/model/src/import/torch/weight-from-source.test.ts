import { expect, test } from 'vitest';
import type { NamedTensors } from './find-state-dict.ts';
import { rowStrides, type TorchTensor } from './torch-tensor.ts';
import { weightFromSource } from './weight-from-source.ts';
import { weightSourceSchema, type WeightSource } from './weight-source.ts';

function tensor(shape: readonly number[], values: readonly number[]): TorchTensor {
  const bytes = new Uint8Array(Float32Array.from(values).buffer);
  const read = () => ({ bytes, byteOrder: 'little' }) as const;
  const storage = { kind: 'storage', dtype: 'float32', read } as const;
  return {
    kind: 'tensor',
    dtype: 'float32',
    shape,
    strides: rowStrides(shape),
    offset: 0,
    storage,
  };
}

const tensors: NamedTensors = new Map([
  // Four gates of one channel, over two input channels and one of the hidden state.
  ['fused', tensor([4, 3, 1], [1, 2, 3, 11, 12, 13, 21, 22, 23, 31, 32, 33])],
  ['bi', tensor([1], [1])],
  ['bf', tensor([1], [2])],
  ['bo', tensor([1], [3])],
  ['bc', tensor([1], [4])],
  ['one', tensor([1, 2, 1, 1], [5, 6])],
  ['bn.weight', tensor([2], [2, 3])],
  ['bn.bias', tensor([2], [1, 1])],
  ['bn.running_mean', tensor([2], [4, 5])],
  ['bn.running_var', tensor([2], [4, 9])],
]);

const take = (source: WeightSource, ...shape: number[]) => [
  ...weightFromSource(weightSourceSchema.parse(source), shape, tensors),
];

test.for<[WeightSource, number[], number[]]>([
  ['fused', [4, 3, 1], [1, 2, 3, 11, 12, 13, 21, 22, 23, 31, 32, 33]],
  ['one', [2], [5, 6]],
  [{ tensor: 'fused', part: 'input' }, [4, 2, 1], [1, 2, 11, 12, 21, 22, 31, 32]],
  [{ tensor: 'fused', part: 'hidden' }, [4, 1, 1], [3, 13, 23, 33]],
  [{ tensor: 'fused', part: 'hidden', order: 'hiddenFirst' }, [4, 1, 1], [1, 11, 21, 31]],
  [{ tensor: 'fused', part: 'hidden', gates: 'ifgo' }, [4, 1, 1], [3, 13, 33, 23]],
  [{ tensor: 'fused', part: 'hidden', gates: 'cofi' }, [4, 1, 1], [33, 23, 13, 3]],
  [{ tensor: 'bi', scale: -1 }, [1], [-1]],
  [['bi', 'bf', 'bo', 'bc'], [4], [1, 2, 3, 4]],
  [{ sum: ['bi', 'bf', { constant: [10] }] }, [1], [13]],
  [{ constant: [0, 1] }, [4], [0, 0, 1, 1]],
  [{ batchNormalisation: 'bn', gives: 'scale', epsilon: 1e-12 }, [2, 1, 1], [1, 1]],
  [{ batchNormalisation: 'bn', gives: 'offset', epsilon: 1e-12 }, [2, 1, 1], [-3, -4]],
])('%j', ([source, shape, values]) => {
  expect(take(source, ...shape)).toEqual(values.map(Math.fround));
});

test.for<[WeightSource, number[], string]>([
  ['none', [1], 'the file has no tensor none'],
  ['fused', [4, 2, 1], 'fused gives [4, 3, 1] where [4, 2, 1] belongs'],
  [{ tensor: 'fused', part: 'input' }, [4, 5, 1], 'has no 5 channels to take'],
  [{ tensor: 'fused', gates: 'iffo' }, [4, 3, 1], 'does not hold the gates iffo'],
  [{ tensor: 'fused', gates: 'zrn' }, [4, 3, 1], 'does not hold the gates zrn'],
  [['fused', 'one'], [5], 'cannot be joined'],
  [{ sum: ['fused', 'one'] }, [1], 'cannot be added'],
  [{ batchNormalisation: 'ln', gives: 'scale' }, [2], 'no tensor ln.running_mean'],
])('%j is refused', ([source, shape, says]) => {
  expect(() => take(source, ...shape)).toThrow(says);
});
