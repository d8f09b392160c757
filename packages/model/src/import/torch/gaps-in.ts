import type { NamedTensors } from './find-state-dict.ts';

/**
 * What the numbers in names tell of layers without weights: in an `nn.Sequential` activations, pooling
 * and dropout have numbers too, so that those which are missing are theirs.
 */
export function gapsIn(tensors: NamedTensors): readonly string[] {
  const numbers = new Map<string, Set<number>>();
  for (const name of tensors.keys()) {
    const words = name.split('.');
    for (const [at, word] of words.entries()) {
      if (!/^\d{1,3}$/u.test(word)) continue;
      const path = words.slice(0, at).join('.');
      numbers.set(path, (numbers.get(path) ?? new Set()).add(Number(word)));
    }
  }
  return [...numbers].flatMap(([path, found]) => {
    const missing = Array.from({ length: Math.max(...found) }, (_, number) => number)
      .filter((number) => !found.has(number))
      .map((number) => (path === '' ? String(number) : `${path}.${number}`));
    return missing.length === 0
      ? []
      : [`${missing.join(', ')}: no weights, so likely an activation, pooling or dropout`];
  });
}
