import { expect, test } from 'vitest';
import { encodeSafetensors } from '../../file/safetensors.ts';
import { importTorch } from './import-torch.ts';

const tensor = (name: string, ...shape: number[]) => ({
  name,
  shape,
  data: Float32Array.from({ length: shape.reduce((a, b) => a * b) }, (_, at) => 1 + at / 8),
});
const cell = tensor('cell.conv.weight', 8, 3, 1, 1);
const output = tensor('head.0.weight', 3, 2, 3, 3);
const normalisation = ['weight', 'bias', 'running_mean', 'running_var'].map((leaf) =>
  tensor(`head.1.${leaf}`, 3),
);

test.for([
  ['a convolution at the end', [cell, output]],
  ['one with a batch normalisation behind it', [cell, output, ...normalisation]],
] as const)('what is assumed of %s is told', ([, tensors]) => {
  const file = encodeSafetensors(tensors, {});
  const { notes } = importTorch(file, 'net', { size: [4, 4] });
  expect(notes).toContainEqual(expect.stringMatching(/^head\.0: taken with stride 1/u));
});

test('a draft shows what to fill in, and that an even kernel may be a transposed convolution’s', () => {
  const decoder = [tensor('up.weight', 2, 2, 4, 4), output];
  const error: unknown = (() => {
    try {
      return importTorch(encodeSafetensors([cell, ...decoder], {}), 'net', { size: [4, 4] });
    } catch (reason) {
      return reason;
    }
  })();
  expect(error).toMatchObject({
    code: 'import-unclear',
    message: expect.stringMatching(/up has an even kernel: perhaps it is a transposed/u) as string,
    fields: {
      draft: {
        layers: [
          { type: 'convLstm' },
          { name: 'up', stride: 1, padding: 1, activation: 'linear' },
          { name: 'head.0', stride: 1, activation: 'linear' },
        ],
      },
    },
  });
});
