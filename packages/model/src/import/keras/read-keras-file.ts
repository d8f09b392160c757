import { z } from 'zod';
import type { Hdf5Attribute, Hdf5Tree } from './hdf5-tree.ts';
import type { KerasModel } from './keras-layer.ts';
import { kerasModelFrom } from './keras-model.ts';
import type { KerasWeights } from './keras-weights.ts';
import { legacyWeights } from './legacy-weights.ts';
import { readHdf5 } from './read-hdf5.ts';
import { storedWeights } from './stored-weights.ts';
import { refuseUnused } from '../unused-options.ts';
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
 * Reads a model from a `.keras` file or an HDF5 file (`.h5`, `.hdf5`); `architecture`: what
 * `model.to_json()` gives, parsed, for a file of weights alone.
 *
 * Throws InputError `import-unreadable` where the bytes are damaged or none of these, and
 * `import-invalid` where they hold no architecture, `import-option` where
 * they do and one is given.
 */
export async function readKerasFile(
  bytes: Uint8Array,
  name: string,
  architecture: unknown,
): Promise<KerasFile> {
  if (isZip(bytes)) {
    refuseArchitecture(architecture, name);
    return readArchive(bytes, name);
  }
  const tree = await readHdf5(bytes, name);
  if (!tree.get('')!.attributes.has('model_config')) return weightsAlone(tree, name, architecture);
  refuseArchitecture(architecture, name);
  return wholeModel(tree, name);
}

function refuseArchitecture(spec: unknown, name: string): void {
  const because = 'is a whole model, which brings its architecture along';
  refuseUnused({ options: { spec }, unused: ['spec'], because, name });
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

function wholeModel(tree: Hdf5Tree, name: string): KerasFile {
  const root = tree.get('')!.attributes;
  const version =
    textOf(root.get('keras_version')) ??
    textOf(tree.get('model_weights')?.attributes.get('keras_version')) ??
    '1';
  checkOrigin(version, textOf(root.get('backend')), name);
  return {
    version,
    model: modelFrom(jsonFrom(textOf(root.get('model_config')) ?? '', name), name),
    weights: legacyWeights(tree, 'model_weights'),
  };
}

const architectureSchema = z.object({
  class_name: z.string(),
  keras_version: z.string().nullish(),
});

function weightsAlone(tree: Hdf5Tree, name: string, architecture: unknown): KerasFile {
  const root = tree.get('')!.attributes;
  const isLegacy = root.has('layer_names') || root.has('layer_names0');
  if (!isLegacy && !tree.has('layers') && !tree.has('_layer_checkpoint_dependencies')) {
    throw invalidImport(
      name,
      'it is an HDF5 file, but not one of Keras: it has no attribute model_config',
    );
  }
  const described = architectureSchema.safeParse(architecture);
  if (!described.success) {
    throw invalidImport(
      name,
      'it holds weights alone, no architecture (save_weights); save the whole model, model.save("model.keras"), or give what model.to_json() says as the spec',
    );
  }
  const version =
    described.data.keras_version ?? textOf(root.get('keras_version')) ?? (isLegacy ? '2' : '3');
  checkOrigin(version, textOf(root.get('backend')), name);
  return {
    version,
    model: modelFrom(architecture, name),
    weights: isLegacy ? legacyWeights(tree, '') : storedWeights(tree),
  };
}

function checkOrigin(version: string, backend: string | undefined, name: string): void {
  if (version === '1' || version.startsWith('1.')) {
    throw invalidImport(name, `it was written by Keras ${version}; load and save it with Keras 2`);
  }
  if (backend === 'theano') {
    throw invalidImport(
      name,
      'it was learned on Theano, which turns kernels round; load and save it with Keras on TensorFlow',
    );
  }
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
