import type { Hdf5Attribute, Hdf5Tree } from './hdf5-tree.ts';
import type { KerasModel } from './keras-layer.ts';
import { kerasModelFrom } from './keras-model.ts';
import type { KerasWeights } from './keras-weights.ts';
import { legacyWeights } from './legacy-weights.ts';
import { readHdf5 } from './read-hdf5.ts';
import { storedWeights } from './stored-weights.ts';
import { invalidImport } from './unsupported-layer.ts';
import { isZip, openZip, type ZipEntries } from '../zip-entries.ts';

/** No configuration is so long: 64 MiB. */
const mostText = 2 ** 26;

/** A Keras file, read. */
export interface KerasFile {
  /** Of the Keras that wrote it: `2.4.0`, `3.13.2`. */
  readonly version: string;
  readonly model: KerasModel;
  readonly weights: KerasWeights;
}

/**
 * Reads a whole model from a `.keras` file or an HDF5 file (`.h5`, `.hdf5`).
 *
 * Throws InputError `import-unreadable` where the bytes are damaged or none of these, and
 * `import-invalid` where they hold no architecture.
 */
export async function readKerasFile(bytes: Uint8Array, name: string): Promise<KerasFile> {
  return isZip(bytes) ? readArchive(bytes, name) : readHdf5Model(bytes, name);
}

async function readArchive(bytes: Uint8Array, name: string): Promise<KerasFile> {
  const [config, metadata, stored] = unpacked(bytes, name);
  const tree = await readHdf5(stored, `model.weights.h5 in ${name}`);
  const { keras_version: version } = jsonFrom(metadata, name) as { keras_version?: unknown };
  return {
    version: typeof version === 'string' ? version : '3',
    model: modelFrom(jsonFrom(config, name), name),
    weights: storedWeights(tree),
  };
}

function unpacked(bytes: Uint8Array, name: string): readonly [string, string, Uint8Array] {
  try {
    const archive = openZip(bytes);
    return [
      textIn(archive, 'config.json'),
      archive.names.includes('metadata.json') ? textIn(archive, 'metadata.json') : '{}',
      archive.read('model.weights.h5'),
    ];
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    throw invalidImport(
      name,
      `${error.message}; give a file that Keras 3 saved, or save it again`,
      error,
    );
  }
}

function textIn(archive: ZipEntries, path: string): string {
  const bytes = archive.read(path);
  if (bytes.length > mostText) throw new RangeError(`${path} is larger than ${mostText} bytes`);
  return new TextDecoder().decode(bytes);
}

async function readHdf5Model(bytes: Uint8Array, name: string): Promise<KerasFile> {
  const tree = await readHdf5(bytes, name);
  const root = tree.get('')!.attributes;
  const config = textOf(root.get('model_config'));
  if (config === undefined) throw invalidImport(name, withoutArchitecture(tree));
  const version =
    textOf(root.get('keras_version')) ??
    textOf(tree.get('model_weights')?.attributes.get('keras_version')) ??
    '1';
  if (version.startsWith('1.') || version === '1') {
    throw invalidImport(name, `it was written by Keras ${version}; load and save it with Keras 2`);
  }
  const backend = textOf(root.get('backend'));
  if (backend === 'theano') {
    throw invalidImport(
      name,
      'it was learned on Theano, which turns kernels round; load and save it with Keras on TensorFlow',
    );
  }
  return {
    version,
    model: modelFrom(jsonFrom(config, name), name),
    weights: legacyWeights(tree, 'model_weights'),
  };
}

function withoutArchitecture(tree: Hdf5Tree): string {
  const weightsOnly =
    tree.has('layers') ||
    tree.has('_layer_checkpoint_dependencies') ||
    tree.get('')!.attributes.has('layer_names');
  return weightsOnly
    ? 'it holds weights alone, no architecture (save_weights); save the whole model: model.save("model.keras")'
    : 'it is an HDF5 file, but not one of Keras: it has no attribute model_config';
}

function modelFrom(config: unknown, name: string): KerasModel {
  try {
    return kerasModelFrom(config);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw invalidImport(name, `its configuration does not hold together: ${reason}`, error);
  }
}

function jsonFrom(text: string, name: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw invalidImport(name, 'its configuration is no JSON', error);
  }
}

function textOf(value: Hdf5Attribute | undefined): string | undefined {
  return typeof value === 'string' ? value : undefined;
}
