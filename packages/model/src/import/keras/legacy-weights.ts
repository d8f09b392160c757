import type { Hdf5Attribute, Hdf5Tree } from './hdf5-tree.ts';
import { checkedNumbers, type ExpectedWeight, type KerasWeights } from './keras-weights.ts';
import type { ShapedNumbers } from './transposed.ts';

interface NamedWeight extends ShapedNumbers {
  readonly path: string;
  /** Layers and cells that its name passes, outermost first. */
  readonly passed: readonly string[];
  /** Last part of its name, without what TensorFlow adds: `kernel`. */
  readonly parameter: string;
}

/**
 * Weights as Keras 2 stores them, and Keras 3 in `.h5` files: a group for each layer of the outermost
 * model, whose attribute `weight_names` gives their order, and names that end with the parameter's
 * (`conv_lst_m2d/kernel:0`, `conv_lstm2d/conv_lstm_cell/kernel`). A model inside has no group of its
 * own: its weights are told apart by the layers that their names pass, and else by their order.
 *
 * `root`: the group that holds the layers' groups, `model_weights` or ``.
 */
export function legacyWeights(tree: Hdf5Tree, root: string): KerasWeights {
  const groups = new Map<string, readonly NamedWeight[]>();
  const taken = new Set<string>();

  function weightsIn(layer: string): readonly NamedWeight[] {
    const known = groups.get(layer);
    if (known) return known;
    const read = readGroup(tree, root === '' ? layer : `${root}/${layer}`);
    groups.set(layer, read);
    return read;
  }

  return {
    read(path, expected) {
      if (expected.length === 0) return [];
      const [outermost] = path;
      const all = weightsIn(outermost!.name);
      if (all.length === 0) throw new RangeError(noWeights(tree, root));
      const name = path.findLast(({ key }) => key !== 'layer')!.name;
      const own = path.length === 1 ? [] : all.filter(({ passed }) => passed.includes(name));
      return expected.map((weight) => {
        const found = pick(own.length > 0 ? own : all, weight, taken);
        taken.add(found.path);
        return checkedNumbers(found, weight, found.path);
      });
    },
  };
}

function noWeights(tree: Hdf5Tree, root: string): string {
  const names = textsOf(tree.get(root)?.attributes.get('layer_names')) ?? [];
  return `the file holds no weights for it; there are those of ${names.join(', ')}`;
}

function pick(
  weights: readonly NamedWeight[],
  expected: ExpectedWeight,
  taken: ReadonlySet<string>,
): NamedWeight {
  const named = weights.filter(({ parameter }) => parameter === expected.name);
  // A layer that is called twice has one set of weights, taken twice.
  const left = named.filter(({ path }) => !taken.has(path));
  const candidates = left.length > 0 ? left : named;
  const fitting = candidates.find(({ shape }) => shape.join() === expected.shape.join());
  const found = fitting ?? candidates[0];
  if (!found) {
    const present = weights.map(({ path }) => path).join(', ');
    throw new RangeError(`its ${expected.name} is missing; there are ${present}`);
  }
  return found;
}

function readGroup(tree: Hdf5Tree, group: string): NamedWeight[] {
  return namesIn(tree, group).flatMap((name) => {
    const data = tree.get(`${group}/${name}`)?.data;
    if (!data) return [];
    const parts = name.split('/');
    return [
      {
        ...data,
        path: `${group}/${name}`,
        passed: parts.slice(0, -1),
        parameter: parts.at(-1)!.replace(/:\d+$/, '').replace(/_\d+$/, ''),
      },
    ];
  });
}

/** `weight_names`, which is split where it is too long for one attribute: `weight_names0`, `…1`. */
function namesIn(tree: Hdf5Tree, group: string): readonly string[] {
  const attributes = tree.get(group)?.attributes;
  const whole = textsOf(attributes?.get('weight_names'));
  if (whole) return whole;
  const parts: string[] = [];
  for (let part = 0; ; part += 1) {
    const texts = textsOf(attributes?.get(`weight_names${part}`));
    if (!texts) return parts;
    parts.push(...texts);
  }
}

function textsOf(value: Hdf5Attribute | undefined): readonly string[] | undefined {
  if (typeof value === 'string') return [value];
  return Array.isArray(value) ? value.filter((each) => typeof each === 'string') : undefined;
}
