import type { NamedTensors } from './find-state-dict.ts';

/** Shapes of the tensors of one module, by what follows its path: `weight`, `conv.weight`. */
export interface TorchModule {
  /** Empty for the root. */
  readonly path: string;
  readonly shapes: ReadonlyMap<string, readonly number[]>;
  /** Place of its first tensor in the file. */
  readonly place: number;
}

/** Far more than recurrent networks have: what is made of them takes time by their square. */
const mostTensors = 5000;
/** How deep modules nest. */
const deepest = 32;

/**
 * Every module there is: each path that tensors' names begin with. Throws RangeError where there are
 * more tensors, or deeper ones, than a network has.
 */
export function torchModules(tensors: NamedTensors): readonly TorchModule[] {
  const modules = new Map<
    string,
    { path: string; shapes: Map<string, readonly number[]>; place: number }
  >();
  if (tensors.size > mostTensors) {
    throw new RangeError(`it holds ${tensors.size} tensors; ${mostTensors} are the most`);
  }
  for (const [place, [name, { shape }]] of [...tensors].entries()) {
    const words = name.split('.', deepest + 2);
    if (words.length > deepest + 1) {
      throw new RangeError(`its modules are nested more than ${deepest} deep`);
    }
    for (let length = 0; length < words.length; length += 1) {
      const path = words.slice(0, length).join('.');
      const found = modules.get(path) ?? { path, shapes: new Map(), place };
      found.shapes.set(words.slice(length).join('.'), shape);
      modules.set(path, found);
    }
  }
  return [...modules.values()];
}

/** The name of a module's tensor in the file. */
export function tensorName({ path }: Pick<TorchModule, 'path'>, leaf: string): string {
  return path === '' ? leaf : `${path}.${leaf}`;
}
