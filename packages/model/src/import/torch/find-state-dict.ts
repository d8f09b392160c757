import { InputError } from '@presage/core';
import type { PickleDict, PickleValue } from './pickle/pickle-value.ts';
import { isTagged } from './pickle/read-pickle.ts';
import type { TorchTensor } from './torch-tensor.ts';

/** Tensors by name, in the order of the file. */
export type NamedTensors = ReadonlyMap<string, TorchTensor>;

/** A set of weights and where it stands in the file. */
export interface StateDict {
  /** Keys from the root, joined by dots; empty for the root itself. */
  readonly path: string;
  readonly tensors: NamedTensors;
}

/** How deep checkpoints nest. */
const deepest = 24;

/** What belongs to learning, not to the network. */
const ofLearning =
  /^opt|optim|sched|scaler|criterion|loss|rng|random|history|callbacks|loops|hyper_?param|^_metadata$|^lr/iu;

/** Keys in an optimiser's state, whatever it is kept under. */
const optimiserKeys = ['param_groups', 'exp_avg', 'momentum_buffer', 'square_avg'];

/**
 * The network's weights in a checkpoint: in any dictionary or list of it, without the optimiser's.
 * Prefixes of wrappers (`module.`, `_orig_mod.`) are taken off. `wanted` is the path of one, or
 * several with commas between, which are then read together under their last keys.
 *
 * Throws InputError `weights-missing` where there is none, `weights-ambiguous` where there are several
 * and none is named, or the named one is not there.
 */
export function findStateDict(
  root: PickleValue,
  { name, wanted }: { readonly name: string; readonly wanted?: string | undefined },
): StateDict {
  const found = candidatesIn(root);
  if (wanted !== undefined) return chosen(found, { name, wanted });
  const outer = found.filter(
    (each) =>
      !found.some((other) => isInside(other, each) && other.tensors.size >= each.tensors.size),
  );
  if (outer.length === 1) return outer[0]!;
  if (outer.length === 0) {
    throw new InputError({
      code: 'weights-missing',
      message: `${name} holds no weights: no dictionary in it names tensors of two or more dimensions; give a file saved with torch.save(model.state_dict(), …)`,
      fields: { name },
    });
  }
  throw ambiguous(name, outer, 'holds several sets of weights');
}

function isInside(inner: StateDict, outer: StateDict): boolean {
  if (inner === outer) return false;
  return outer.path === '' || inner.path.startsWith(`${outer.path}.`);
}

function chosen(
  found: readonly StateDict[],
  { name, wanted }: { readonly name: string; readonly wanted: string },
): StateDict {
  const paths = wanted.split(',').map((path) => path.trim());
  const dicts = paths.map((path) => {
    const dict = found.find((each) => each.path === path);
    if (!dict) throw ambiguous(name, found, `holds no set of weights ${path}`);
    return dict;
  });
  if (dicts.length === 1) return dicts[0]!;
  const tensors = dicts.flatMap(({ path, tensors: own }) =>
    [...own].map(([key, tensor]) => [`${path.split('.').at(-1)}.${key}`, tensor] as const),
  );
  return { path: wanted, tensors: new Map(tensors) };
}

function ambiguous(name: string, found: readonly StateDict[], what: string): InputError {
  const list = found.map(({ path, tensors }) => `${path || '(root)'} (${tensors.size} tensors)`);
  return new InputError({
    code: 'weights-ambiguous',
    message: `${name} ${what}; say which with --weights <path>: ${list.join(', ')}`,
    fields: { name, candidates: found.map(({ path }) => path) },
  });
}

function candidatesIn(root: PickleValue): StateDict[] {
  const found: StateDict[] = [];
  const seen = new Set<PickleValue>();
  function visit(value: PickleValue, path: readonly string[]): void {
    if (!isTagged(value) || seen.has(value) || path.length > deepest) return;
    seen.add(value);
    if (value.kind === 'object') {
      add(path, scriptTensors(value));
    } else if (value.kind === 'dict') {
      if (optimiserKeys.some((key) => value.entries.has(key))) return;
      add(path, directTensors(value));
      for (const [key, inner] of value.entries) {
        const text = String(isTagged(key) ? '' : key);
        if (!ofLearning.test(text)) visit(inner, [...path, text]);
      }
    } else if (value.kind === 'list' || value.kind === 'tuple') {
      value.items.forEach((item, index) => visit(item, [...path, String(index)]));
    }
  }
  function add(path: readonly string[], tensors: NamedTensors): void {
    // Means, losses and step counts stand beside the weights, too.
    if (![...tensors.values()].some(({ shape }) => shape.length > 1)) return;
    found.push({ path: path.join('.'), tensors: unwrapped(tensors) });
  }
  visit(root, []);
  return found;
}

function tensorOf(value: PickleValue): TorchTensor | undefined {
  if (!isTagged(value)) return undefined;
  if (value.kind === 'tensor') return value;
  return value.kind === 'numpyArray' ? value.tensor : undefined;
}

function directTensors({ entries }: PickleDict): NamedTensors {
  const tensors = new Map<string, TorchTensor>();
  for (const [key, value] of entries) {
    const tensor = tensorOf(value);
    if (tensor && typeof key === 'string') tensors.set(key, tensor);
  }
  return tensors;
}

/** The tensors of a TorchScript module and of those in it, named as in its state dict. */
function scriptTensors(module: PickleValue): NamedTensors {
  const tensors = new Map<string, TorchTensor>();
  const seen = new Set<PickleValue>();
  function visit(value: PickleValue, path: readonly string[]): void {
    const tensor = tensorOf(value);
    if (tensor) tensors.set(path.join('.'), tensor);
    if (!isTagged(value) || value.kind !== 'object') return;
    if (seen.has(value) || path.length > deepest) return;
    seen.add(value);
    for (const [key, inner] of value.attributes?.entries ?? []) {
      visit(inner, [...path, String(isTagged(key) ? '' : key)]);
    }
  }
  visit(module, []);
  return tensors;
}

/** Without what `DataParallel`, `torch.compile` and averaging put before the names. */
function unwrapped(tensors: NamedTensors): NamedTensors {
  const names = [...tensors.keys()];
  if (new Set(names.map(plain)).size < names.length) return tensors;
  return new Map([...tensors].map(([key, tensor]) => [plain(key), tensor]));
}

function plain(key: string): string {
  return key.replace(/^(?:module\.|_orig_mod\.)+/u, '').replaceAll('._orig_mod.', '.');
}
