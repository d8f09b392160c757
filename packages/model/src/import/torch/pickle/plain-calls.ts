import { itemsOf, type PickleCall } from './pickle-arguments.ts';
import type { PickleValue } from './pickle-value.ts';
import { isTagged } from './read-pickle.ts';

/** Python's own containers and numbers, made from plain data. */
export const plainCalls: ReadonlyMap<string, PickleCall> = new Map<string, PickleCall>([
  ['builtins.dict', ([from]) => dictFrom(from)],
  ['collections.Counter', ([from]) => dictFrom(from)],
  ['collections.defaultdict', () => dictFrom(undefined)],
  ['collections.deque', ([from]) => ({ kind: 'list', items: copied(from) })],
  ['builtins.list', ([from]) => ({ kind: 'list', items: copied(from) })],
  ['builtins.tuple', ([from]) => ({ kind: 'tuple', items: copied(from) })],
  ['builtins.set', ([from]) => ({ kind: 'set', items: copied(from) })],
  ['builtins.frozenset', ([from]) => ({ kind: 'set', items: copied(from) })],
  ['builtins.complex', (args) => ({ kind: 'tuple', items: args.filter(isNumber) })],
  ['builtins.int', ([value]) => (isNumber(value) ? value : 0)],
  ['builtins.float', ([value]) => (isNumber(value) ? value : 0)],
  ['builtins.bool', ([value]) => value === true],
  ['builtins.str', ([value]) => (typeof value === 'string' ? value : '')],
  ['builtins.bytes', (args) => bytesFrom(args)],
  ['builtins.bytearray', (args) => bytesFrom(args)],
  // How protocol 2 writes bytes: as text of the same codes.
  ['_codecs.encode', (args) => bytesFrom(args)],
]);

function dictFrom(pairs: PickleValue | undefined): PickleValue {
  const entries = new Map<PickleValue, PickleValue>();
  for (const pair of copied(pairs)) {
    const [key, value] = itemsOf(pair);
    if (key === undefined || value === undefined) throw new RangeError('an entry that is no pair');
    entries.set(key, value);
  }
  return { kind: 'dict', entries };
}

/** A dictionary's elements are its pairs. */
function copied(value: PickleValue | undefined): PickleValue[] {
  if (value === undefined || value === null) return [];
  if (!isTagged(value) || value.kind !== 'dict') return [...itemsOf(value)];
  return Array.from(value.entries, (items) => ({ kind: 'tuple', items }));
}

function bytesFrom([value]: readonly PickleValue[]): Uint8Array {
  if (value instanceof Uint8Array) return value;
  return new Uint8Array(Buffer.from(typeof value === 'string' ? value : '', 'latin1'));
}

function isNumber(value: PickleValue | undefined): value is number {
  return typeof value === 'number';
}
