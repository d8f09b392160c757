import { createPickleReader } from './pickle-reader.ts';
import { createPickleStack, type PickleStack } from './pickle-stack.ts';
import { PickleRefusal } from './pickle-refusal.ts';
import {
  floatFromLine,
  integerFrom,
  integerFromLine,
  latin1From,
  textFrom,
  textFromRawUnicode,
  textFromRepr,
} from './pickle-text.ts';
import type { PickleDict, PickleList, PickleValue } from './pickle-value.ts';

/** What a pickle may make beyond plain containers. Each throws {@link PickleRefusal} for all else. */
export interface PickleWorld {
  /** A class, function or constant by its module and name. */
  named(module: string, name: string): PickleValue;
  /** Calls it. `callable` is what `named` gave. */
  call(callable: PickleValue, args: readonly PickleValue[]): PickleValue;
  /** Gives an object its state. */
  setState(object: PickleValue, state: PickleValue): void;
  /** What a persistent id stands for. */
  persistent(id: PickleValue): PickleValue;
}

export interface ReadPickle {
  readonly value: PickleValue;
  /** Where the next thing in the file begins. */
  readonly end: number;
}

/** What one pickle may take: far more than checkpoints have, far less than the memory there is. */
const mostOperations = 10_000_000;

/**
 * Reads one pickle, protocols 0 to 5, without running anything: what is named is looked up in
 * `world`, and everything else is data. (Python's `pickletools` describes the operations.)
 *
 * Throws PickleRefusal for what `world` does not have, and RangeError where the bytes are no pickle.
 */
export function readPickle(bytes: Uint8Array, world: PickleWorld, position = 0): ReadPickle {
  const reader = createPickleReader(bytes, position);
  const stack = createPickleStack();
  const memo = new Map<number, PickleValue>();
  const recall = (key: number): void => {
    const value = memo.get(key);
    if (value === undefined) throw new RangeError(`memo ${key} is empty`);
    stack.push(value);
  };
  const named = (module: PickleValue, name: PickleValue): PickleValue => {
    if (typeof module !== 'string' || typeof name !== 'string') {
      throw new RangeError('a name that is no text');
    }
    return world.named(module, name);
  };

  for (let operations = 0; operations < mostOperations; operations += 1) {
    const code = reader.byte();
    switch (code) {
      case 0x80: // PROTO
        if (reader.byte() > 5) throw new RangeError('a pickle protocol above 5');
        break;
      case 0x95: // FRAME
        reader.uint64();
        break;
      case 0x2e: // STOP
        return { value: stack.last(), end: reader.position };

      case 0x4e: // NONE
        stack.push(null);
        break;
      case 0x88: // NEWTRUE
        stack.push(true);
        break;
      case 0x89: // NEWFALSE
        stack.push(false);
        break;
      case 0x49: // INT
      case 0x4c: // LONG
        stack.push(integerFromLine(reader.line()));
        break;
      case 0x4a: // BININT
        stack.push(reader.int32());
        break;
      case 0x4b: // BININT1
        stack.push(reader.byte());
        break;
      case 0x4d: // BININT2
        stack.push(reader.uint16());
        break;
      case 0x8a: // LONG1
        stack.push(integerFrom(reader.bytes(reader.byte())));
        break;
      case 0x8b: // LONG4
        stack.push(integerFrom(reader.bytes(reader.uint32())));
        break;
      case 0x46: // FLOAT
        stack.push(floatFromLine(reader.line()));
        break;
      case 0x47: // BINFLOAT
        stack.push(reader.float64());
        break;

      case 0x53: // STRING
        stack.push(textFromRepr(reader.line()));
        break;
      case 0x54: // BINSTRING
        stack.push(latin1From(reader.bytes(reader.uint32())));
        break;
      case 0x55: // SHORT_BINSTRING
        stack.push(latin1From(reader.bytes(reader.byte())));
        break;
      case 0x56: // UNICODE
        stack.push(textFromRawUnicode(reader.line()));
        break;
      case 0x58: // BINUNICODE
        stack.push(textFrom(reader.bytes(reader.uint32())));
        break;
      case 0x8c: // SHORT_BINUNICODE
        stack.push(textFrom(reader.bytes(reader.byte())));
        break;
      case 0x8d: // BINUNICODE8
        stack.push(textFrom(reader.bytes(reader.uint64())));
        break;
      case 0x42: // BINBYTES
        stack.push(reader.bytes(reader.uint32()));
        break;
      case 0x43: // SHORT_BINBYTES
        stack.push(reader.bytes(reader.byte()));
        break;
      case 0x8e: // BINBYTES8
      case 0x96: // BYTEARRAY8
        stack.push(reader.bytes(reader.uint64()));
        break;

      case 0x28: // MARK
        stack.mark();
        break;
      case 0x30: // POP
        stack.drop();
        break;
      case 0x31: // POP_MARK
        stack.popMarked();
        break;
      case 0x32: // DUP
        stack.push(stack.last());
        break;
      case 0x70: // PUT
        memo.set(Number(reader.line()), stack.last());
        break;
      case 0x71: // BINPUT
        memo.set(reader.byte(), stack.last());
        break;
      case 0x72: // LONG_BINPUT
        memo.set(reader.uint32(), stack.last());
        break;
      case 0x94: // MEMOIZE
        memo.set(memo.size, stack.last());
        break;
      case 0x67: // GET
        recall(Number(reader.line()));
        break;
      case 0x68: // BINGET
        recall(reader.byte());
        break;
      case 0x6a: // LONG_BINGET
        recall(reader.uint32());
        break;

      case 0x5d: // EMPTY_LIST
        stack.push({ kind: 'list', items: [] });
        break;
      case 0x6c: // LIST
        stack.push({ kind: 'list', items: stack.popMarked() });
        break;
      case 0x61: // APPEND
        append(stack, [stack.pop()]);
        break;
      case 0x65: // APPENDS
      case 0x90: // ADDITEMS
        append(stack, stack.popMarked());
        break;
      case 0x29: // EMPTY_TUPLE
        stack.push(tuple([]));
        break;
      case 0x85: // TUPLE1
      case 0x86: // TUPLE2
      case 0x87: // TUPLE3
        stack.push(tuple(stack.popMany(code - 0x84)));
        break;
      case 0x74: // TUPLE
        stack.push(tuple(stack.popMarked()));
        break;
      case 0x8f: // EMPTY_SET
        stack.push({ kind: 'set', items: [] });
        break;
      case 0x91: // FROZENSET
        stack.push({ kind: 'set', items: stack.popMarked() });
        break;
      case 0x7d: // EMPTY_DICT
        stack.push({ kind: 'dict', entries: new Map() });
        break;
      case 0x64: {
        // DICT
        const dict: PickleDict = { kind: 'dict', entries: new Map() };
        const items = stack.popMarked();
        stack.push(dict);
        setItems(stack, items);
        break;
      }
      case 0x73: // SETITEM
        setItems(stack, stack.popMany(2));
        break;
      case 0x75: // SETITEMS
        setItems(stack, stack.popMarked());
        break;

      case 0x63: // GLOBAL
        stack.push(named(reader.line(), reader.line()));
        break;
      case 0x93: {
        // STACK_GLOBAL
        const [module, name] = stack.popMany(2);
        stack.push(named(module!, name!));
        break;
      }
      case 0x52: // REDUCE
      case 0x81: {
        // NEWOBJ
        const args = argumentsFrom(stack.pop());
        stack.push(world.call(stack.pop(), args));
        break;
      }
      case 0x92: {
        // NEWOBJ_EX
        const [callable, args, named_] = stack.popMany(3);
        if (!isEmptyDict(named_)) throw new PickleRefusal('a call with named arguments');
        stack.push(world.call(callable!, argumentsFrom(args!)));
        break;
      }
      case 0x69: {
        // INST
        const callable = named(reader.line(), reader.line());
        stack.push(world.call(callable, stack.popMarked()));
        break;
      }
      case 0x6f: {
        // OBJ
        const [callable, ...args] = stack.popMarked();
        if (callable === undefined) throw new RangeError('a call of nothing');
        stack.push(world.call(callable, args));
        break;
      }
      case 0x62: {
        // BUILD
        const state = stack.pop();
        world.setState(stack.last(), state);
        break;
      }
      case 0x50: // PERSID
        stack.push(world.persistent(reader.line()));
        break;
      case 0x51: // BINPERSID
        stack.push(world.persistent(stack.pop()));
        break;
      case 0x82: // EXT1
      case 0x83: // EXT2
      case 0x84: // EXT4
        throw new PickleRefusal('an extension of Python’s copyreg');
      default:
        throw new RangeError(`byte 0x${code.toString(16)} is no operation of a pickle`);
    }
  }
  throw new RangeError(`it has more than ${mostOperations} operations`);
}

function tuple(items: PickleValue[]): PickleList {
  return { kind: 'tuple', items };
}

function append(stack: PickleStack, items: readonly PickleValue[]): void {
  const list = stack.last();
  if (!isTagged(list) || (list.kind !== 'list' && list.kind !== 'set')) {
    throw new RangeError('an element is added to what is no list');
  }
  for (const item of items) list.items.push(item);
}

function setItems(stack: PickleStack, items: readonly PickleValue[]): void {
  const dict = stack.last();
  if (!isTagged(dict) || dict.kind !== 'dict' || items.length % 2 !== 0) {
    throw new RangeError('an entry is set in what is no dictionary');
  }
  for (let at = 0; at < items.length; at += 2) dict.entries.set(items[at]!, items[at + 1]!);
}

function argumentsFrom(value: PickleValue): readonly PickleValue[] {
  if (!isTagged(value) || value.kind !== 'tuple') throw new RangeError('a call without arguments');
  return value.items;
}

function isEmptyDict(value: PickleValue | undefined): boolean {
  return value !== undefined && isTagged(value) && value.kind === 'dict' && !value.entries.size;
}

/** Whether a value is one of our objects, which say their kind. */
export function isTagged(
  value: PickleValue,
): value is Exclude<PickleValue, null | boolean | number | bigint | string | Uint8Array> {
  return typeof value === 'object' && value !== null && !(value instanceof Uint8Array);
}
