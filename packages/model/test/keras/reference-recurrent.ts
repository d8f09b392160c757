import { zeros64, type Array64 } from '../reference/array64.ts';
import type { CaseLayer } from './keras-case.ts';
import { functionNamed } from './reference-activations.ts';
import { framesOf, plus, stacked, times, withBias, zip } from './reference-frames.ts';
import { convolve, dense, windowOf } from './reference-windows.ts';

/** Equal parts along the last axis. */
function parts({ shape, data }: Array64, count: number): Array64[] {
  const last = shape.at(-1)!;
  const each = last / count;
  return Array.from({ length: count }, (_, part) => ({
    shape: [...shape.slice(0, -1), each],
    data: data.filter((_value, index) => Math.floor((index % last) / each) === part),
  }));
}

/** Keras' four gates in its order: input, forget, candidate, output. */
function unrolled(
  { config }: CaseLayer,
  inputs: readonly Array64[],
  { version, onHidden }: { readonly version: 2 | 3; onHidden(hidden: Array64): Array64 },
): Array64 {
  const open = functionNamed(config['recurrent_activation'], version);
  const squash = functionNamed(config['activation'], version);
  const state = zeros64(parts(inputs[0]!, 4)[0]!.shape);
  let [hidden, cell] = [state, state];
  const outputs = inputs.map((fromInput) => {
    const [i, f, c, o] = parts(plus(fromInput, onHidden(hidden)), 4);
    cell = plus(times(open(f!), cell), times(open(i!), squash(c!)));
    hidden = times(open(o!), squash(cell));
    return hidden;
  });
  return config['return_sequences'] === true ? stacked(outputs) : outputs.at(-1)!;
}

export function convLstm(layer: CaseLayer, x: Array64, version: 2 | 3): Array64 {
  const { config, weights } = layer;
  const kernel = weights.get('kernel')!;
  const inputs = framesOf(x).map((frame) =>
    withBias(convolve(frame, kernel, windowOf(config)), weights.get('bias')),
  );
  const ones = (config['strides'] as number[]).map(() => 1);
  const plain = { strides: ones, padding: 'same', dilations: ones };
  const onHidden = (hidden: Array64): Array64 =>
    convolve(hidden, weights.get('recurrent_kernel')!, plain);
  return unrolled(layer, inputs, { version, onHidden });
}

export function lstm(layer: CaseLayer, x: Array64, version: 2 | 3): Array64 {
  const { weights } = layer;
  const inputs = framesOf(x).map((frame) =>
    withBias(dense(frame, weights.get('kernel')!), weights.get('bias')),
  );
  const onHidden = (hidden: Array64): Array64 => dense(hidden, weights.get('recurrent_kernel')!);
  return unrolled(layer, inputs, { version, onHidden });
}

/** Gates in the order update, reset, candidate; the update gate keeps the old state. */
export function gru({ config, weights }: CaseLayer, x: Array64, version: 2 | 3): Array64 {
  const open = functionNamed(config['recurrent_activation'], version);
  const squash = functionNamed(config['activation'], version);
  const after = config['reset_after'] === true;
  const [kernel, recurrent, bias] = ['kernel', 'recurrent_kernel', 'bias'].map((name) =>
    weights.get(name)!,
  );
  const [onInput, onState] = after ? framesOf(bias!) : [bias!, zeros64(bias!.shape)];
  const [zWeight, rWeight, nWeight] = parts(recurrent!, 3);
  const [zBias, rBias, nBias] = parts(onState!, 3);
  let hidden = zeros64([recurrent!.shape[0]!]);
  const outputs = framesOf(x).map((frame) => {
    const [zIn, rIn, nIn] = parts(withBias(dense(frame, kernel!), onInput), 3);
    const z = open(plus(zIn!, withBias(dense(hidden, zWeight!), zBias)));
    const r = open(plus(rIn!, withBias(dense(hidden, rWeight!), rBias)));
    const fromHidden = after
      ? times(r, withBias(dense(hidden, nWeight!), nBias))
      : dense(times(r, hidden), nWeight!);
    const n = squash(plus(nIn!, fromHidden));
    hidden = plus(
      times(z, hidden),
      zip(z, n, (keep, next) => (1 - keep) * next),
    );
    return hidden;
  });
  return config['return_sequences'] === true ? stacked(outputs) : outputs.at(-1)!;
}
