import { encodeSafetensors } from '../../../file/safetensors.ts';
import { expect, test } from 'vitest';
import { importTorch } from '../import-torch.ts';
import { askedGates } from './asked-gates.ts';

const tensor = (name: string, ...shape: number[]) => ({
  name,
  shape,
  data: Float32Array.from({ length: shape.reduce((a, b) => a * b) }, (_, at) => at),
});
const lstm = encodeSafetensors([tensor('cell.conv.weight', 8, 3, 1, 1)], {});
const gru = encodeSafetensors(
  [tensor('cell.conv_gates.weight', 4, 3, 1, 1), tensor('cell.conv_can.weight', 2, 3, 1, 1)],
  {},
);
const weightsOf = (gates: string) =>
  importTorch(gru, 'gru', { size: [2, 2], gates }).weights.get('cell.hiddenWeight');

test.for([
  ['ifgo', { convLstm: 'ifgo' }],
  ['cofi', { convLstm: 'cofi' }],
  ['zr', { convGru: 'zr' }],
  ['urn', { convGru: 'ur' }],
] as const)('%s', ([order, asked]) => {
  expect(askedGates(order)).toEqual(asked);
});

test.for(['', 'if', 'iffo', 'ifogg', 'zn', 'ifgc'])('"%s" is no order of gates', (order) => {
  expect(() => askedGates(order)).toThrow('each once');
});

test.for([
  ['a GRU’s for an LSTM', lstm, 'zr'],
  ['an LSTM’s for a GRU', gru, 'ifgo'],
] as const)('%s is refused, not applied', ([, bytes, gates]) => {
  expect(() => importTorch(bytes, 'cell', { size: [2, 2], gates })).toThrow(
    expect.objectContaining({ code: 'import-gates' }),
  );
});

test('that of the candidate makes no difference to the two gates', () => {
  expect(weightsOf('rzn')).toEqual(weightsOf('rz'));
  expect(weightsOf('zrn')).not.toEqual(weightsOf('rz'));
});
