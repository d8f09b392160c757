import type { LayerOf } from '../../src/spec/layer-spec.ts';
import { activate64 } from './activate64.ts';
import { zip64, type Array64 } from './array64.ts';
import { convolve } from './convolve.ts';
import type { ReferenceInput, ReferenceOutput } from './reference-layer.ts';

const plus = (a: Array64, b: Array64): Array64 => zip64(a, b, (x, y) => x + y);
const times = (a: Array64, b: Array64): Array64 => zip64(a, b, (x, y) => x * y);

/** Part `index` of equal parts of `size` along the first axis. */
function part({ shape, data }: Array64, index: number, size: number): Array64 {
  const each = (data.length / shape[0]!) * size;
  return {
    shape: [size, ...shape.slice(1)],
    data: data.slice(index * each, (index + 1) * each),
  };
}

/** `W * X` of one gate, and the same for the hidden state and the bias. */
function gateTerms(
  layer: LayerOf<'convLstm'> | LayerOf<'convGru'>,
  { x, weights }: ReferenceInput,
) {
  const size = layer.hiddenChannels;
  const rank = x.shape.length - 1;
  return {
    fromInput: (gate: number): Array64 =>
      convolve(x, part(weights.get('inputWeight')!, gate, size), layer),
    fromHidden: (gate: number, hidden: Array64): Array64 =>
      convolve(hidden, part(weights.get('hiddenWeight')!, gate, size), {
        stride: 1,
        dilation: layer.dilation,
        padding: 'same',
      }),
    bias: (gate: number): Array64 => {
      const { data } = part(weights.get('bias')!, gate, size);
      return { shape: [size, ...Array.from({ length: rank }, () => 1)], data };
    },
  };
}

/** Shi et al. 2015, eq. 3. The output gate sees the new cell. */
export function convLstmStep(layer: LayerOf<'convLstm'>, input: ReferenceInput): ReferenceOutput {
  const { fromInput, fromHidden, bias } = gateTerms(layer, input);
  const hidden = input.states.get('hidden')!;
  const cell = input.states.get('cell')!;
  const before = (gate: number): Array64 =>
    plus(plus(fromInput(gate), fromHidden(gate, hidden)), bias(gate));
  const peeped = (gate: Array64, name: string, to: Array64): Array64 => {
    const peephole = input.weights.get(name);
    return peephole ? plus(gate, times(to, peephole)) : gate;
  };
  const open = (gate: Array64): Array64 => activate64(gate, layer.gateActivation);

  const i = open(peeped(before(0), 'peepholeInput', cell));
  const f = open(peeped(before(1), 'peepholeForget', cell));
  const next = plus(times(f, cell), times(i, activate64(before(3), layer.activation)));
  const o = open(peeped(before(2), 'peepholeOutput', next));
  const y = times(o, activate64(next, layer.activation));
  return {
    y,
    states: new Map([
      ['hidden', y],
      ['cell', next],
    ]),
  };
}

/** Ballas et al. 2016, eq. 8–11. */
export function convGruStep(layer: LayerOf<'convGru'>, input: ReferenceInput): ReferenceOutput {
  const { fromInput, fromHidden, bias } = gateTerms(layer, input);
  const hidden = input.states.get('hidden')!;
  const gate = (index: number, from: Array64): Array64 =>
    plus(plus(fromInput(index), fromHidden(index, from)), bias(index));

  const z = activate64(gate(0, hidden), layer.gateActivation);
  const r = activate64(gate(1, hidden), layer.gateActivation);
  const n = activate64(gate(2, times(r, hidden)), layer.activation);
  const kept = zip64(hidden, z, (h, open) => (1 - open) * h);
  const y = plus(kept, times(z, n));
  return { y, states: new Map([['hidden', y]]) };
}
