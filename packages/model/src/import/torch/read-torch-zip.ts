import { openZip, type ZipEntries } from '../zip-entries.ts';
import type { PickleValue } from './pickle/pickle-value.ts';
import { readPickle } from './pickle/read-pickle.ts';
import { createTorchWorld } from './pickle/torch-world.ts';
import { storageFactsFrom } from './storage-facts.ts';
import type { TorchFile } from './torch-file.ts';

/**
 * Reads what `torch.save` writes since PyTorch 1.6 and `torch.jit.save` always did: a zip archive of
 * a pickle and one file a storage, in a folder of any name.
 *
 * Throws RangeError where the bytes are none, PickleRefusal where it holds more than data.
 */
export function readTorchZip(bytes: Uint8Array): TorchFile {
  const entries = openZip(bytes);
  const pickleName = entries.names
    .filter((name) => name === 'data.pkl' || name.endsWith('/data.pkl'))
    .toSorted((a, b) => a.length - b.length)[0];
  if (pickleName === undefined) {
    throw new RangeError('the zip archive holds no data.pkl, as every file of torch.save does');
  }
  const folder = pickleName.slice(0, -'data.pkl'.length);
  const isScript = entries.names.some((name) => name.startsWith(`${folder}code/`));
  const byteOrder = byteOrderOf(entries, folder);
  const world = createTorchWorld({
    form: isScript ? 'torchScript' : 'stateDict',
    storage(id) {
      const { key, dtype } = storageFactsFrom(id);
      const read = () => ({ bytes: entries.read(`${folder}data/${key}`), byteOrder });
      return { kind: 'storage', dtype, read };
    },
  });
  const value: PickleValue = readPickle(entries.read(pickleName), world).value;
  return { root: value, format: isScript ? 'TorchScript' : 'PyTorch' };
}

function byteOrderOf(entries: ZipEntries, folder: string): 'little' | 'big' {
  const name = `${folder}byteorder`;
  if (!entries.names.includes(name)) return 'little';
  return new TextDecoder().decode(entries.read(name)).trim() === 'big' ? 'big' : 'little';
}
