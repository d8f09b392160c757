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

/** One number a channel, as it is added to a map. */
function perChannel({ shape, data }: Array64, rank: number): Array64 {
  return { shape: [...shape, ...Array.from({ length: rank }, () => 1)], data };
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
        dilation: layer.hiddenDilation ?? layer.dilation,
        padding: 'same',
      }),
    bias: (gate: number): Array64 => perChannel(part(weights.get('bias')!, gate, size), rank),
  };
}

/** Shi et al. 2015, eq. 3. The output gate sees the new cell. */
export function convLstmStep(layer: LayerOf<'convLstm'>, input: ReferenceInput): ReferenceOutput {
  const { fromInput, fromHidden, bias } = gateTerms(layer, input);
  const hidden = input.states.get('hidden')!;
  const cell = input.states.get('cell')!;
  const isFed = input.weights.has('inputWeight');
  const before = (gate: number): Array64 => {
    const recurrent = plus(fromHidden(gate, hidden), bias(gate));
    return isFed ? plus(fromInput(gate), recurrent) : recurrent;
  };
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

/** Ballas et al. 2016, eq. 8–11; with the reset gate behind the convolution as in PyTorch's GRU. */
export function convGruStep(layer: LayerOf<'convGru'>, input: ReferenceInput): ReferenceOutput {
  const { fromInput, fromHidden, bias } = gateTerms(layer, input);
  const hidden = input.states.get('hidden')!;
  const gate = (index: number, from: Array64): Array64 =>
    plus(plus(fromInput(index), fromHidden(index, from)), bias(index));

  const z = activate64(gate(0, hidden), layer.gateActivation);
  const r = activate64(gate(1, hidden), layer.gateActivation);
  const n = activate64(
    layer.candidate === 'resetBefore'
      ? gate(2, times(r, hidden))
      : plus(
          plus(fromInput(2), bias(2)),
          times(
            r,
            plus(
              fromHidden(2, hidden),
              perChannel(input.weights.get('candidateBias')!, hidden.shape.length - 1),
            ),
          ),
        ),
    layer.activation,
  );
  const kept = zip64(hidden, z, (h, open) => (1 - open) * h);
  const y = plus(kept, times(z, n));
  return { y, states: new Map([['hidden', y]]) };
}

/** The tensors of one part of a layer, by their names within it. */
function inside(prefix: string, all: ReferenceInput['weights']): Map<string, Array64> {
  return new Map(
    [...all].flatMap(([name, value]) =>
      name.startsWith(`${prefix}.`) ? [[name.slice(prefix.length + 1), value] as const] : [],
    ),
  );
}

/** Shi et al. 2015, fig. 2 and §3.2, written out: read the frame, copy the states, unroll the forecast. */
export function encoderForecasterStep(
  layer: LayerOf<'encoderForecaster'>,
  { x, weights, states }: ReferenceInput,
): ReferenceOutput {
  const cellAt = (level: number): LayerOf<'convLstm'> => ({
    ...layer,
    ...layer.layers[level]!,
    type: 'convLstm',
    stride: 1,
    padding: 'same',
    dilation: 1,
    returnSequences: true,
  });
  const copies: ReadonlyMap<string, Array64>[] = [];
  let below = x;
  for (const level of layer.layers.keys()) {
    const step = convLstmStep(cellAt(level), {
      x: below,
      weights: inside(`encoder${level}`, weights),
      states: inside(`encoder${level}`, states),
    });
    below = step.y;
    copies.push(step.states);
  }
  const next = new Map(
    copies.flatMap((each, level) =>
      [...each].map(([name, value]) => [`encoder${level}.${name}`, value] as const),
    ),
  );

  const predictions: number[] = [];
  for (let ahead = 0; ahead < layer.horizon; ahead += 1) {
    for (const level of layer.layers.keys()) {
      const step = convLstmStep(cellAt(level), {
        x: level === 0 ? x : copies[level - 1]!.get('hidden')!,
        weights: inside(`forecaster${level}`, weights),
        states: copies[level]!,
      });
      copies[level] = step.states;
    }
    const hidden = copies.map((each) => each.get('hidden')!);
    const stacked = {
      shape: [hidden.reduce((sum, { shape }) => sum + shape[0]!, 0), ...x.shape.slice(1)],
      data: Float64Array.from(hidden.flatMap(({ data }) => [...data])),
    };
    const output = inside('output', weights);
    const y = convolve(stacked, output.get('weight')!, { stride: 1, padding: 'valid' });
    const bias = perChannel(output.get('bias')!, x.shape.length - 1);
    predictions.push(...plus(y, bias).data);
  }
  return {
    y: {
      shape: [layer.horizon * layer.filters, ...x.shape.slice(1)],
      data: Float64Array.from(predictions),
    },
    states: next,
  };
}
