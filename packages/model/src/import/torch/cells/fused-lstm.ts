import { tensorName } from '../torch-modules.ts';
import { findPeepholes } from './find-peepholes.ts';
import {
  biasSource,
  gatesTaken,
  kernelOf,
  withoutBias,
  type CellLayout,
} from './recognised-cell.ts';

/** Names of one convolution that gives all four gates. */
const fusedNames =
  /^(?:_?conv(?:2d|_?gates?|_all|_?lstm)?|[Gg]ates?|conv_?i2h_h2h|combined_?conv)(?:\.0|\.conv)?\.weight$/u;
/** What says that a convolution with four times as many outputs is a cell's, and not any. */
const cellNames = /lstm|cell|rnn|gates/iu;

/**
 * One convolution over input and hidden state together, the input first (ndrplz/ConvLSTM_pytorch and
 * what was made after it): `conv.weight` `[4 · hidden, input + hidden, …]`, gates i, f, o, g. With
 * peepholes the gates are usually i, f, g, o (sladewinter/ConvLSTM).
 */
export const fusedLstm: CellLayout = (module, asked) => {
  const cell = possibleFusedLstm(module, asked);
  if (!cell) return undefined;
  const isNamed = [...cell.leaves].some((leaf) => cellNames.test(tensorName(module, leaf)));
  return isNamed || cell.peephole !== 'none' ? cell : undefined;
};

/** The same by shapes alone: a convolution that may be a cell's, or any other. */
export const possibleFusedLstm: CellLayout = (module, { convLstm: asked }) => {
  const leaf = [...module.shapes.keys()].find((each) => fusedNames.test(each));
  const shape = leaf === undefined ? undefined : module.shapes.get(leaf);
  const kernelSize = kernelOf(shape);
  if (leaf === undefined || !shape || !kernelSize) return undefined;
  const hiddenChannels = shape[0]! / 4;
  const inputChannels = shape[1]! - hiddenChannels;
  const peepholes = findPeepholes(module, kernelSize.length);
  if (!Number.isInteger(hiddenChannels) || inputChannels < 1) return undefined;

  const tensor = tensorName(module, leaf);
  const biasLeaf = leaf.replace(/weight$/u, 'bias');
  const hasBias = module.shapes.has(biasLeaf);
  const gates = asked ?? (peepholes.peephole === 'none' ? 'ifog' : 'ifgo');
  return {
    type: 'convLstm',
    path: module.path,
    place: module.place,
    hiddenChannels,
    inputChannels,
    kernelSize,
    hiddenKernelSize: kernelSize,
    ...peepholes,
    sources: {
      inputWeight: { tensor, gates, part: 'input' },
      hiddenWeight: { tensor, gates, part: 'hidden' },
      bias: biasSource(hasBias ? [{ tensor: tensorName(module, biasLeaf), gates }] : []),
      ...peepholes.sources,
    },
    leaves: new Set([leaf, ...(hasBias ? [biasLeaf] : []), ...peepholes.leaves]),
    notes: [
      ...(asked ? [] : [gatesTaken(tensor, gates)]),
      `${tensor}: taken as over the input first and the hidden state after it, with sigmoid gates and tanh`,
      ...withoutBias(module, hasBias ? [biasLeaf] : []),
    ],
  };
};
