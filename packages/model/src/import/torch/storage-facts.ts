import { integerOf, itemsOf } from './pickle/pickle-arguments.ts';
import type { PickleValue } from './pickle/pickle-value.ts';
import { isTagged } from './pickle/read-pickle.ts';
import { storageDtypeOf } from './pickle/torch-world.ts';
import type { TorchDtype } from './torch-dtype.ts';

/** What a storage's persistent id says. */
export interface StorageFacts {
  readonly key: string;
  readonly dtype: TorchDtype;
  /** First element; only the first versions of PyTorch shared memory so. */
  readonly offset: number;
}

/** Reads `('storage', class, key, device, elements[, view])`. Throws RangeError where it is none. */
export function storageFactsFrom(id: readonly PickleValue[]): StorageFacts {
  const [, type, key, , , view] = id;
  const className = type !== undefined && isTagged(type) && type.kind === 'name' ? type.name : '';
  const dtype = storageDtypeOf(className);
  if (!dtype || typeof key !== 'string') throw new RangeError('a storage of an unknown kind');
  const isView = view !== undefined && view !== null;
  return { key, dtype, offset: isView ? integerOf(itemsOf(view)[1]) : 0 };
}
