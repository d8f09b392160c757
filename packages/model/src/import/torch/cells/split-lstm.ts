import { tensorName } from '../torch-modules.ts';
import { findPeepholes } from './find-peepholes.ts';
import {
  biasSource,
  gatesTaken,
  kernelOf,
  withoutBias,
  type CellLayout,
} from './recognised-cell.ts';

/** What the convolutions over input and hidden state are called, and the gates' order that goes with it. */
const pairs: readonly (readonly [input: RegExp, hidden: RegExp, gates: string])[] = [
  // PyTorch's own order.
  [/^weight_ih(?:_l0)?$/u, /^weight_hh(?:_l0)?$/u, 'ifgo'],
  // OpenSTL, PredRNN.
  [/^conv_x(?:\.0)?\.weight$/u, /^conv_h(?:\.0)?\.weight$/u, 'ifgo'],
  [/^[Ww]_?x(?:\.0)?\.weight$/u, /^[Ww]_?h(?:\.0)?\.weight$/u, 'ifog'],
  [/^(?:conv_?)?x2h(?:\.0)?\.weight$/u, /^(?:conv_?)?h2h(?:\.0)?\.weight$/u, 'ifog'],
  [/^(?:conv_?)?i2h(?:\.0)?\.weight$/u, /^(?:conv_?)?h2h(?:\.0)?\.weight$/u, 'ifog'],
  [/^conv_ih(?:\.0)?\.weight$/u, /^conv_hh(?:\.0)?\.weight$/u, 'ifog'],
  [/^(?:input_?conv|conv_?input)\.weight$/u, /^(?:hidden_?conv|conv_?hidden)\.weight$/u, 'ifog'],
  [/^input_to_state\.weight$/u, /^state_to_state\.weight$/u, 'ifog'],
];

/** Two convolutions, one over the input and one over the hidden state, each giving all four gates. */
export const splitLstm: CellLayout = (module, { convLstm: asked }) => {
  const leaves = [...module.shapes.keys()];
  for (const [input, hidden, usual] of pairs) {
    const onInput = leaves.find((leaf) => input.test(leaf));
    const onHidden = leaves.find((leaf) => hidden.test(leaf));
    const inputShape = module.shapes.get(onInput ?? '');
    const hiddenShape = module.shapes.get(onHidden ?? '');
    const kernelSize = kernelOf(inputShape);
    const hiddenKernelSize = kernelOf(hiddenShape);
    if (!onInput || !onHidden || !kernelSize || !hiddenKernelSize) continue;
    const hiddenChannels = hiddenShape![1]!;
    if (hiddenShape![0] !== 4 * hiddenChannels || inputShape![0] !== 4 * hiddenChannels) continue;

    const isOpenStl =
      onInput.startsWith('conv_x') && leaves.some((leaf) => leaf.startsWith('conv_o'));
    const gates = asked ?? usual;
    const ordered = (leaf: string) => ({ tensor: tensorName(module, leaf), gates });
    const biases = [onInput, onHidden]
      .map((leaf) => leaf.replace('weight', 'bias'))
      .filter((leaf) => module.shapes.has(leaf));
    const peepholes = findPeepholes(module, kernelSize.length);
    const unused = isOpenStl ? leaves.filter((leaf) => /^conv_(?:o|last)\b/u.test(leaf)) : [];
    return {
      type: 'convLstm',
      path: module.path,
      place: module.place,
      hiddenChannels,
      inputChannels: inputShape![1]!,
      kernelSize,
      hiddenKernelSize,
      ...peepholes,
      sources: {
        inputWeight: ordered(onInput),
        hiddenWeight: ordered(onHidden),
        bias: biasSource(biases.map(ordered)),
        ...peepholes.sources,
      },
      leaves: new Set([onInput, onHidden, ...biases, ...unused, ...peepholes.leaves]),
      notes: [
        ...(asked ? [] : [gatesTaken(tensorName(module, onInput), gates)]),
        ...(isOpenStl
          ? [
              `${module.path}: taken as OpenSTL's cell, which adds nothing to its forget gate (another's that does: --forget-bias 1); ${unused.join(', ')} left out, as they never run`,
            ]
          : withoutBias(module, biases)),
      ],
    };
  }
  return undefined;
};
