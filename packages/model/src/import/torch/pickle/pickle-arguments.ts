import { mostDimensions, type TorchStorage } from '../torch-tensor.ts';
import type { PickleValue } from './pickle-value.ts';
import { isTagged } from './read-pickle.ts';

/** What a name on the list does with its arguments: makes data of data. */
export type PickleCall = (args: readonly PickleValue[]) => PickleValue;

/** Throws RangeError where the value is no whole number. */
export function integerOf(value: PickleValue | undefined): number {
  if (typeof value !== 'number' || !Number.isSafeInteger(value)) {
    throw new RangeError('a number that is no whole one');
  }
  return value;
}

/** A shape or strides. Throws RangeError where the value is no short tuple of whole numbers. */
export function integersFrom(value: PickleValue | undefined): number[] {
  const items = itemsOf(value);
  if (items.length > mostDimensions) throw new RangeError(`${items.length} dimensions`);
  return items.map(integerOf);
}

/** Elements of a tuple, list or set, or nothing for nothing. */
export function itemsOf(value: PickleValue | undefined): readonly PickleValue[] {
  if (value === undefined) return [];
  if (!isTagged(value) || !('items' in value)) throw new RangeError('a list that is none');
  return value.items;
}

/** Whether a value is a tensor's memory. */
export function isStorage(value: PickleValue | undefined): value is TorchStorage {
  return value !== undefined && isTagged(value) && value.kind === 'storage';
}
