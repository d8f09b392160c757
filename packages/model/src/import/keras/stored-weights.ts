import type { Hdf5Node, Hdf5Tree } from './hdf5-tree.ts';
import { checkedNumbers, type KerasWeights, type LayerPlace } from './keras-weights.ts';

/**
 * Weights as Keras 3 stores them (`model.weights.h5`, `.weights.h5`): by the layer's class, numbered
 * within its model, and then by their order: `layers/conv2d_1/vars/0`. A recurrent layer's are its
 * cell's. Later versions write the layer's name beside them, which is then believed first.
 */
export function storedWeights(tree: Hdf5Tree): KerasWeights {
  // Written on Windows by TensorFlow 2.12 and 2.13, slashes lean the other way.
  const nodes = new Map<string, Hdf5Node>();
  for (const node of tree.values()) nodes.set(node.path.replaceAll('\\', '/'), node);
  const children = childrenOf(nodes);

  function groupOf(path: readonly LayerPlace[]): string {
    let group = '';
    for (const place of path) group = childOf(group, place);
    return group;
  }

  function childOf(group: string, { name, key }: LayerPlace): string {
    if (key === 'layer') return join(group, key);
    const containers = ['layers', '_layer_checkpoint_dependencies', '_functional/layers'].map(
      (container) => join(group, container),
    );
    for (const container of containers) {
      const named = children
        .get(container)
        ?.find((child) => nodes.get(`${container}/${child}/vars`)?.attributes.get('name') === name);
      if (named !== undefined) return `${container}/${named}`;
    }
    const candidates = containers.flatMap((container) => [
      `${container}/${key}`,
      `${container}/${name}`,
    ]);
    return candidates.find((candidate) => children.has(candidate)) ?? candidates[0]!;
  }

  return {
    read(path, expected) {
      if (expected.length === 0) return [];
      const group = groupOf(path);
      const variables = [`${group}/vars`, `${group}/cell/vars`].find(
        (each) => nodes.get(`${each}/0`)?.data,
      );
      if (variables === undefined) throw new RangeError(`it holds no weights at ${group}/vars`);
      return expected.map((weight, place) => {
        const at = `${variables}/${place}`;
        const data = nodes.get(at)?.data;
        if (!data) throw new RangeError(`${at}, its ${weight.name}, is missing`);
        return checkedNumbers(data, weight, at);
      });
    },
  };
}

const join = (group: string, child: string): string => (group === '' ? child : `${group}/${child}`);

/** Names of what is in each group; groups that only their content speaks of count too. */
function childrenOf(nodes: ReadonlyMap<string, Hdf5Node>): ReadonlyMap<string, readonly string[]> {
  const children = new Map<string, Set<string>>();
  for (const path of nodes.keys()) {
    const parts = path.split('/');
    for (let length = 1; length < parts.length; length += 1) {
      const group = parts.slice(0, length).join('/');
      const inside = children.get(group) ?? new Set();
      inside.add(parts[length]!);
      children.set(group, inside);
    }
  }
  return new Map([...children].map(([group, inside]) => [group, [...inside]]));
}
