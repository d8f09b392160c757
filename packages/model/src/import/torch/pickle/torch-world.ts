import { dtypeNamed } from '../torch-dtype.ts';
import { checkTensorShape, type TorchStorage, type TorchTensor } from '../torch-tensor.ts';
import { numpyCalls, setNumpyState } from './numpy-calls.ts';
import { PickleRefusal } from './pickle-refusal.ts';
import type { PickleDict, PickleValue } from './pickle-value.ts';
import { plainCalls } from './plain-calls.ts';
import { isTagged, type PickleWorld } from './read-pickle.ts';
import { integersFrom, integerOf, isStorage, type PickleCall } from './pickle-arguments.ts';

export interface TorchWorldOptions {
  /** What a storage's persistent id stands for. */
  storage(id: readonly PickleValue[]): TorchStorage;
  /** `torchScript`: classes below `__torch__` are read as their attributes. */
  readonly form: 'stateDict' | 'torchScript';
}

/** What a file of PyTorch may name: tensors and plain containers. Everything else is refused. */
export function createTorchWorld({ storage, form }: TorchWorldOptions): PickleWorld {
  let work = 0;
  return {
    named(module, name) {
      const full = `${module.replace(/^__builtin__$/u, 'builtins')}.${name}`;
      const isKnown =
        calls.has(full) ||
        constants.has(full) ||
        storageDtypeOf(full) !== undefined ||
        (full.startsWith('torch.') && dtypeNamed(name) !== undefined) ||
        (form === 'torchScript' && module.startsWith('__torch__'));
      if (!isKnown) throw new PickleRefusal(full);
      return { kind: 'name', name: full };
    },
    call(callable, args) {
      if (!isTagged(callable) || callable.kind !== 'name')
        throw new PickleRefusal('a call of data');
      if (callable.name.startsWith('__torch__')) {
        return { kind: 'object', className: callable.name, attributes: undefined };
      }
      const call = calls.get(callable.name);
      if (!call) throw new PickleRefusal(`a call of ${callable.name}`);
      // One list can be handed to any number of calls, each of which goes through all of it.
      work += args.reduce<number>((sum, arg) => sum + sizeOf(arg), 0);
      if (work > mostWork) throw new RangeError(`its calls take more than ${mostWork} elements`);
      return call(args);
    },
    setState,
    persistent(id) {
      if (!isTagged(id) || id.kind !== 'tuple') {
        throw new RangeError(
          'its storages are named by text, as pickle protocol 0 does it; save it with torch.save as it is by default',
        );
      }
      if (id.items[0] !== 'storage') throw new PickleRefusal(`a whole ${textOf(id.items[0])}`);
      return storage(id.items);
    },
  };
}

const mostWork = 2_000_000;

function sizeOf(value: PickleValue): number {
  if (typeof value === 'string') return value.length;
  if (!isTagged(value)) return 1;
  if (value.kind === 'dict') return value.entries.size;
  return 'items' in value ? value.items.length : 1;
}

/** The element type of a storage class: `torch.FloatStorage`, `torch.cuda.HalfStorage`. */
export function storageDtypeOf(name: string): ReturnType<typeof dtypeNamed> {
  const typed = /^torch\.(?:cuda\.|storage\.)?(?<type>\w+)Storage$/u.exec(name)?.groups?.['type'];
  if (typed === 'Untyped' || typed === '_Untyped') return 'uint8';
  return typed === undefined ? undefined : dtypeNamed(typed.toLowerCase());
}

function setState(object: PickleValue, state: PickleValue): void {
  if (isTagged(object)) {
    // What a dictionary or a tensor has beside its content is no weight.
    if (object.kind === 'dict' || object.kind === 'tensor') return;
    if (object.kind === 'object' && isTagged(state) && state.kind === 'dict') {
      object.attributes = state;
      return;
    }
    if (object.kind === 'numpyArray' || object.kind === 'numpyDtype') {
      setNumpyState(object, state);
      return;
    }
  }
  throw new PickleRefusal('a state for what has none');
}

function rebuildTensor([storage, offset, shape, strides]: readonly PickleValue[]): TorchTensor {
  if (!isStorage(storage)) throw new RangeError('a tensor without its storage');
  const facts = { shape: integersFrom(shape), strides: integersFrom(strides) };
  checkTensorShape(facts.shape, facts.strides);
  return { kind: 'tensor', dtype: storage.dtype, storage, offset: integerOf(offset), ...facts };
}

/** With its element type apart: `(storage, offset, shape, strides, gradient, hooks, dtype, …)`. */
function rebuildTyped(args: readonly PickleValue[]): TorchTensor {
  const dtype = args[6];
  const found =
    dtype !== undefined && isTagged(dtype) && dtype.kind === 'name'
      ? dtypeNamed(dtype.name.replace(/^torch\./u, ''))
      : undefined;
  if (!found) throw new RangeError('a tensor of an unknown element type');
  return { ...rebuildTensor(args), dtype: found };
}

/** `(function, class, arguments, state)`, for tensors that carry attributes. */
function rebuildFromType([callable, type, args]: readonly PickleValue[]): PickleValue {
  const name = nameOf(callable);
  if (!plainTensorClasses.has(nameOf(type))) throw new PickleRefusal(nameOf(type));
  const call = calls.get(name);
  if (!call || args === undefined || !isTagged(args) || args.kind !== 'tuple') {
    throw new PickleRefusal(`a tensor made by ${name}`);
  }
  // Nobody nests these; a chain of them must not exhaust the stack.
  if (call === rebuildFromType) throw new PickleRefusal('a tensor made of a tensor');
  return call(args.items);
}

const textOf = (value: PickleValue | undefined): string =>
  typeof value === 'string' ? value : 'object';

function nameOf(value: PickleValue | undefined): string {
  return value !== undefined && isTagged(value) && value.kind === 'name' ? value.name : 'data';
}

const first: PickleCall = ([value]) => {
  if (value === undefined) throw new RangeError('a call without arguments');
  return value;
};
const plainTensorClasses = new Set([
  'torch.Tensor',
  'torch._tensor.Tensor',
  'torch.nn.parameter.Parameter',
  'torch.nn.parameter.Buffer',
]);
const asText =
  (what: string): PickleCall =>
  ([value]) =>
    `${what} ${textOf(value)}`;
const noHooks: PickleCall = () => ({ kind: 'dict', entries: new Map() }) satisfies PickleDict;

const constants = new Set([
  ...plainTensorClasses,
  'numpy.ndarray',
  'torch.contiguous_format',
  'torch.channels_last',
  'torch.preserve_format',
  'torch.strided',
]);

const calls: ReadonlyMap<string, PickleCall> = new Map<string, PickleCall>([
  ...plainCalls,
  ...numpyCalls,
  ['collections.OrderedDict', plainCalls.get('builtins.dict') ?? noHooks],
  ['torch._utils._rebuild_tensor', rebuildTensor],
  ['torch._utils._rebuild_tensor_v2', rebuildTensor],
  ['torch._utils._rebuild_tensor_v3', rebuildTyped],
  ['torch._utils._rebuild_parameter', first],
  ['torch._utils._rebuild_parameter_with_state', first],
  ['torch._tensor._rebuild_from_type_v2', rebuildFromType],
  ['torch.Size', first],
  ['torch.device', asText('device')],
  ['torch.serialization._get_layout', asText('layout')],
  ['torch.jit._pickle.build_intlist', first],
  ['torch.jit._pickle.build_tensorlist', first],
  ['torch.jit._pickle.build_doublelist', first],
  ['torch.jit._pickle.build_boollist', first],
  ['torch.jit._pickle.restore_type_tag', first],
]);
