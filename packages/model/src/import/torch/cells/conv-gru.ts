import { tensorName } from '../torch-modules.ts';
import type { WeightSource } from '../weight-source.ts';
import { kernelOf, type CellLayout } from './recognised-cell.ts';

const fusedGates = /^(?:conv_?)?[Gg]ates(?:\.0)?\.weight$/u;
const candidates =
  /^(?:conv_?(?:can(?:didate)?|new|ct|h|n|h_hat)|candidate|out_gate|new_gate|convq|conv_?q)(?:\.0)?\.weight$/iu;
const update = /^(?:update_gate|conv_?zt?|conv_?update)(?:\.0)?\.weight$/u;
const reset = /^(?:reset_gate|conv_?rt?|conv_?reset)(?:\.0)?\.weight$/u;

/**
 * ConvGRU cells over input and hidden state together: two gates in one convolution, reset first
 * (`conv_gates`, `conv_can`), or one each (`update_gate`, `reset_gate`, `out_gate`; `convz`, `convr`,
 * `convq`, which see the hidden state first).
 */
export const convGru: CellLayout = (module, { convGru: asked }) => {
  const leaves = [...module.shapes.keys()];
  const find = (name: RegExp): string | undefined => leaves.find((leaf) => name.test(leaf));
  const candidate = find(candidates);
  const fused = find(fusedGates);
  const [onUpdate, onReset] = [find(update), find(reset)];
  const shape = module.shapes.get(candidate ?? '');
  const kernelSize = kernelOf(shape);
  if (!candidate || !shape || !kernelSize) return undefined;
  const hiddenChannels = shape[0]!;
  const inputChannels = shape[1]! - hiddenChannels;
  if (inputChannels < 1) return undefined;
  const isFused = fused !== undefined && module.shapes.get(fused)![0] === 2 * hiddenChannels;
  if (!isFused && (onUpdate === undefined || onReset === undefined)) return undefined;

  const gates = asked ?? 'rz';
  const order = candidate.startsWith('convq') ? 'hiddenFirst' : 'inputFirst';
  const weights = isFused ? [fused, candidate] : [onUpdate!, onReset!, candidate];
  const biases = weights.map((leaf) => leaf.replace(/weight$/u, 'bias'));
  const hasBias = biases.every((leaf) => module.shapes.has(leaf));
  const source = (leaf: string): { tensor: string; gates?: string } => ({
    tensor: tensorName(module, leaf),
    ...(isFused && leaf === fused && { gates }),
  });
  const kernel = (part: 'input' | 'hidden'): WeightSource =>
    weights.map((leaf) => ({ ...source(leaf), part, order }));
  const fusedBias = isFused ? fused.replace(/weight$/u, 'bias') : undefined;
  return {
    type: 'convGru',
    path: module.path,
    place: module.place,
    hiddenChannels,
    inputChannels,
    kernelSize,
    hiddenKernelSize: kernelSize,
    peephole: 'none',
    sources: {
      inputWeight: kernel('input'),
      hiddenWeight: kernel('hidden'),
      bias: hasBias
        ? biases.map((leaf) => ({
            tensor: tensorName(module, leaf),
            ...(leaf === fusedBias && { gates }),
          }))
        : { constant: [0] },
    },
    leaves: new Set([...weights, ...(hasBias ? biases : [])]),
    notes: [
      ...(isFused && !asked
        ? [`${tensorName(module, fused)}: gates taken in the order reset, update`]
        : []),
      `${tensorName(module, candidate)}: the new state taken as (1 − update) · old + update · candidate`,
    ],
  };
};
