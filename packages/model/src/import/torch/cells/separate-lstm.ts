import { tensorName } from '../torch-modules.ts';
import type { WeightSource } from '../weight-source.ts';
import { findPeepholes } from './find-peepholes.ts';
import { biasSource, kernelOf, type CellLayout } from './recognised-cell.ts';

/** In our order; the candidate goes by several letters. */
const gates = ['i', 'f', 'o', '[cg]'] as const;

/**
 * A convolution for each gate and each of input and hidden state (automan000 and others): `Wxi`, `Whi`,
 * `Wxf`, … `Who`, in any spelling; peepholes `Wci`, `Wcf`, `Wco`.
 */
export const separateLstm: CellLayout = (module) => {
  const leaves = [...module.shapes.keys()];
  const leafOf = (what: 'x' | 'h', gate: string): string | undefined =>
    leaves.find((leaf) =>
      new RegExp(
        `^(?:conv_?|[Ww]_?|[Ww]eight_)?${what}_?${gate}(?:\\.0|\\.conv)?(?:\\.weight)?$`,
        'u',
      ).test(leaf),
    );
  const onInput = gates.map((gate) => leafOf('x', gate));
  const onHidden = gates.map((gate) => leafOf('h', gate));
  const all = [...onInput, ...onHidden].filter((leaf) => leaf !== undefined);
  const inputShape = module.shapes.get(onInput[0] ?? '');
  const hiddenShape = module.shapes.get(onHidden[0] ?? '');
  const kernelSize = kernelOf(inputShape);
  const hiddenKernelSize = kernelOf(hiddenShape);
  if (all.length < 2 * gates.length || !kernelSize || !hiddenKernelSize) return undefined;

  const biasesOf = (ofGates: readonly (string | undefined)[]): string[] =>
    ofGates
      .map((leaf) => leaf!.replace(/\.weight$/u, '.bias'))
      .filter((leaf) => leaf.endsWith('.bias') && module.shapes.has(leaf));
  const ownBiases = gates.map((gate) =>
    leaves.find((leaf) => new RegExp(`^b(?:ias)?_?${gate}$`, 'u').test(leaf)),
  );
  const biases = [
    biasesOf(onInput),
    biasesOf(onHidden),
    ownBiases.filter((leaf) => leaf !== undefined),
  ].filter((each) => each.length === gates.length);
  const named = (each: readonly (string | undefined)[]): WeightSource[] =>
    each.map((leaf) => tensorName(module, leaf!));
  const peepholes = findPeepholes(module, kernelSize.length);
  return {
    type: 'convLstm',
    path: module.path,
    place: module.place,
    hiddenChannels: inputShape![0]!,
    inputChannels: inputShape![1]!,
    kernelSize,
    hiddenKernelSize,
    ...peepholes,
    sources: {
      inputWeight: named(onInput),
      hiddenWeight: named(onHidden),
      bias: biasSource(biases.map(named)),
      ...peepholes.sources,
    },
    leaves: new Set([...all, ...biases.flat(), ...peepholes.leaves]),
    notes: [],
  };
};
