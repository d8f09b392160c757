import { itemsOf } from './pickle/pickle-arguments.ts';
import type { PickleValue } from './pickle/pickle-value.ts';
import { isTagged, readPickle, type PickleWorld } from './pickle/read-pickle.ts';
import { createTorchWorld } from './pickle/torch-world.ts';
import { storageFactsFrom } from './storage-facts.ts';
import { bytesPerElement, type TorchDtype } from './torch-dtype.ts';
import type { TorchFile } from './torch-file.ts';

/** The first pickle of every file that PyTorch wrote before 1.6, and of some since. */
const magicNumber = 0x19_50_a8_6a_20_f9_46_9c_fc_6cn;
const protocolVersion = 1001;

/**
 * Reads what `torch.save` wrote before PyTorch 1.6: a magic number, a version, facts of the machine,
 * the content, the keys of the storages — a pickle each —, then each storage's length and bytes.
 *
 * Throws RangeError where the bytes are none, PickleRefusal where it holds more than data.
 */
export function readTorchLegacy(bytes: Uint8Array): TorchFile {
  let position = 0;
  const next = (world: PickleWorld): PickleValue => {
    const { value, end } = readPickle(bytes, world, position);
    position = end;
    return value;
  };
  const first = next(worldWithoutStorages());
  if (first !== magicNumber) {
    // A pickle of arrays alone, as some checkpoints are kept.
    if (!isTagged(first)) throw new RangeError('it is a pickle, but holds no tensors');
    return { root: first, format: 'PyTorch' };
  }
  if (next(worldWithoutStorages()) !== protocolVersion) {
    throw new RangeError('an unknown version of torch.save');
  }
  next(worldWithoutStorages());

  const found = new Map<string, Uint8Array>();
  const dtypes = new Map<string, TorchDtype>();
  const world = createTorchWorld({
    form: 'stateDict',
    storage(id) {
      const { key, dtype, offset } = storageFactsFrom(id);
      dtypes.set(key, dtype);
      return {
        kind: 'storage',
        dtype,
        read() {
          const whole = found.get(key);
          if (!whole) throw new RangeError(`storage ${key} is missing`);
          return { bytes: whole.subarray(offset * bytesPerElement(dtype)), byteOrder: 'little' };
        },
      };
    },
  });
  const root = next(world);
  const keys = itemsOf(next(worldWithoutStorages()));
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  for (const key of keys) {
    if (typeof key !== 'string') throw new RangeError('a storage whose key is no text');
    const dtype = dtypes.get(key);
    if (!dtype || position + 8 > bytes.length) throw new RangeError('a storage is cut off');
    const length = Number(view.getBigInt64(position, true)) * bytesPerElement(dtype);
    position += 8;
    if (!(length >= 0 && length <= bytes.length - position)) {
      throw new RangeError(`storage ${key} is cut off`);
    }
    found.set(key, bytes.subarray(position, position + length));
    position += length;
  }
  return { root, format: 'PyTorch' };
}

function worldWithoutStorages(): PickleWorld {
  return createTorchWorld({
    form: 'stateDict',
    storage() {
      throw new RangeError('a tensor where none can be');
    },
  });
}
