import { strToU8, zipSync } from 'fflate';
import { File, Group, ready } from 'h5wasm';
import type { Array64 } from '../reference/array64.ts';
import type { CaseLayer, KerasCase } from './keras-case.ts';

/** Who wrote the file. */
export type KerasScheme = 'keras2.2' | 'tf2.11' | 'keras3 h5' | 'keras3' | 'keras3 named';

export const kerasSchemes = ['keras2.2', 'tf2.11', 'keras3 h5', 'keras3', 'keras3 named'] as const;

/** Main number of the Keras version of a scheme. */
export const versionOf = (scheme: KerasScheme): 2 | 3 => (scheme.startsWith('keras3') ? 3 : 2);

/** A model as a file of one of the naming schemes. */
export async function writeKerasFile(model: KerasCase, scheme: KerasScheme): Promise<Uint8Array> {
  if (scheme === 'keras3' || scheme === 'keras3 named') {
    return zipSync({
      'metadata.json': strToU8('{"keras_version": "3.5.0"}'),
      'config.json': strToU8(JSON.stringify(configOf(model, scheme))),
      'model.weights.h5': await writeHdf5((file) => storeWeights(file, model, scheme)),
    });
  }
  const version = { 'keras2.2': '2.2.4', 'tf2.11': '2.11.0', 'keras3 h5': '3.4.1' }[scheme];
  return writeHdf5((file) => {
    file.create_attribute('keras_version', version);
    file.create_attribute('backend', 'tensorflow');
    file.create_attribute('model_config', JSON.stringify(configOf(model, scheme)));
    saveWeights(file.create_group('model_weights'), model, scheme);
    // Optimisers' states are of no use and may be of any size.
    file.create_group('optimizer_weights').create_attribute('weight_names', ['iterations:0']);
  });
}

/** A model's weights alone, and its architecture as `to_json()` gives it. */
export async function writeKerasWeights(
  model: KerasCase,
  scheme: KerasScheme,
): Promise<{ readonly bytes: Uint8Array; readonly architecture: unknown }> {
  const isStored = scheme === 'keras3' || scheme === 'keras3 named';
  const config = configOf(model, scheme) as object;
  return {
    bytes: await writeHdf5((file) => (isStored ? storeWeights : saveWeights)(file, model, scheme)),
    architecture: { ...config, keras_version: versionOf(scheme) === 3 ? '3.5.0' : '2.11.0' },
  };
}

/** Bytes of an HDF5 file that `fill` puts something into. */
export async function writeHdf5(fill: (file: File) => void): Promise<Uint8Array> {
  const { FS } = await ready;
  const file = new File('/written.h5', 'w');
  fill(file);
  file.close();
  const bytes = FS.readFile('/written.h5');
  FS.unlink('/written.h5');
  return bytes;
}

const openShape = (shape: readonly number[]) => [
  null,
  ...shape.map((size) => (size < 0 ? null : size)),
];

function configOf(model: KerasCase, scheme: KerasScheme): unknown {
  const { inputShape, layers } = model;
  const shape = openShape(inputShape);
  if (layers.some(({ from }) => from)) return functionalConfig(model, scheme);
  if (scheme === 'keras2.2') {
    const written = layers.map((layer) => legacyLayer(layer));
    const [first, ...rest] = written;
    // The list by itself, and the input's shape in the first layer.
    return {
      class_name: 'Sequential',
      config: [{ ...first, config: { ...first!.config, batch_input_shape: shape } }, ...rest],
    };
  }
  const modern = scheme !== 'tf2.11';
  const input = {
    class_name: 'InputLayer',
    config: { [modern ? 'batch_shape' : 'batch_input_shape']: shape, dtype: 'float32', name: 'in' },
  };
  return {
    class_name: 'Sequential',
    config: {
      name: 'sequential',
      layers: [input, ...layers.map(modern ? modernLayer : legacyLayer)],
    },
  };
}

function functionalConfig({ inputShape, layers }: KerasCase, scheme: KerasScheme): unknown {
  const modern = versionOf(scheme) === 3;
  const shape = openShape(inputShape);
  const input = {
    class_name: 'InputLayer',
    name: 'in',
    config: { [modern ? 'batch_shape' : 'batch_input_shape']: shape, name: 'in' },
    inbound_nodes: [],
  };
  const written = layers.map((layer, index) => {
    const from = layer.from ?? [layers[index - 1]?.name ?? 'in'];
    const tensors = from.map((name) => tensorNamed(name, modern));
    return {
      ...(modern ? modernLayer(layer) : legacyLayer(layer)),
      name: layer.name,
      inbound_nodes: modern
        ? [{ args: from.length > 1 ? [tensors] : tensors, kwargs: { training: false } }]
        : [tensors],
    };
  });
  const output = [layers.at(-1)!.name, 0, 0];
  return {
    class_name: 'Functional',
    config: {
      name: 'model',
      // Keras numbers what it stores in this order; names in `.h5` files need none.
      layers: scheme === 'keras3' ? [input, ...written] : [...written.toReversed(), input],
      input_layers: modern ? ['in', 0, 0] : [['in', 0, 0]],
      output_layers: modern ? output : [output],
    },
  };
}

function tensorNamed(name: string, modern: boolean): unknown {
  if (!modern) return [name, 0, 0, {}];
  return {
    class_name: '__keras_tensor__',
    config: { shape: [null], dtype: 'float32', keras_history: [name, 0, 0] },
  };
}

interface WrittenLayer {
  readonly class_name: string;
  readonly config: Record<string, unknown>;
}

function legacyLayer({ type, config, wrapped, inside }: CaseLayer): WrittenLayer {
  return {
    class_name: type,
    config: {
      ...config,
      ...(wrapped && { layer: legacyLayer(wrapped) }),
      ...(inside && { layers: inside.map(legacyLayer) }),
    },
  };
}

function modernLayer({ type, config, wrapped, inside }: CaseLayer): WrittenLayer {
  const policy = { module: 'keras', class_name: 'DTypePolicy', config: { name: 'float32' } };
  const written = {
    ...config,
    dtype: policy,
    ...(wrapped && { layer: modernLayer(wrapped) }),
    ...(inside && { layers: inside.map(modernLayer) }),
  };
  return Object.assign(
    { module: 'keras.layers', registered_name: null },
    { class_name: type, config: written },
  );
}

function saveWeights(root: Group, { layers }: KerasCase, scheme: KerasScheme): void {
  root.create_attribute(
    'layer_names',
    layers.map(({ name }) => name),
  );
  for (const layer of layers) {
    const group = root.create_group(layer.name);
    const saved = savedWeights(layer, scheme);
    const names = saved.map(([name]) => name);
    // Fixed lengths as NumPy writes them, and in two parts as where one would be too long.
    const fixed = `S${Math.max(1, ...names.map(({ length }) => length))}`;
    if (names.length > 2) {
      group.create_attribute('weight_names0', names.slice(0, 2), [2], fixed);
      group.create_attribute('weight_names1', names.slice(2), [names.length - 2], fixed);
    } else group.create_attribute('weight_names', names, [names.length], fixed);
    for (const [name, values] of saved) createDataset(group, name, values);
  }
}

/** A layer's weights by the names they have in its group; those of a model inside: learned ones first. */
function savedWeights(layer: CaseLayer, scheme: KerasScheme): [string, Array64][] {
  const { name, weights, cell, wrapped, inside } = layer;
  const within = wrapped?.inside ?? inside;
  if (within) {
    const all = within.flatMap((each) => savedWeights(each, scheme));
    return [...all.filter(isLearned), ...all.filter((each) => !isLearned(each))];
  }
  const passed = wrapped?.cell ?? cell;
  const prefix = {
    'keras2.2': name,
    'tf2.11': passed ? `${name}/${passed}` : name,
    'keras3 h5': `sequential/${name}${passed ? `/${passed}` : ''}`,
  }[scheme as 'keras2.2'];
  const suffix = scheme === 'keras3 h5' ? '' : ':0';
  return [...weights].map(([own, values]) => [`${prefix}/${own}${suffix}`, values]);
}

const isLearned = ([name]: [string, Array64]): boolean => !name.includes('moving_');

function storeWeights(root: Group, model: KerasCase, scheme: KerasScheme): void {
  storeLayers({ root, scheme, path: 'layers' }, model.layers);
}

interface Store {
  readonly root: Group;
  readonly scheme: KerasScheme;
  readonly path: string;
}

function storeLayers({ root, scheme, path }: Store, layers: readonly CaseLayer[]): void {
  const counts = new Map<string, number>();
  for (const { name, type, weights, cell, wrapped, inside } of layers) {
    const key = snakeNames[type] ?? type.toLowerCase();
    const count = counts.get(key) ?? 0;
    counts.set(key, count + 1);
    const group = `${path}/${key}${count > 0 ? `_${count}` : ''}`;
    const own = groupAt(root, `${group}/vars`);
    if (scheme === 'keras3 named') own.create_attribute('name', name);
    const within = wrapped ? `${group}/layer` : group;
    const layersInside = wrapped?.inside ?? inside;
    if (layersInside) storeLayers({ root, scheme, path: `${within}/layers` }, layersInside);
    const cells = (wrapped?.cell ?? cell) ? `${within}/cell` : within;
    for (const [index, values] of [...weights.values()].entries()) {
      createDataset(root, `${cells}/vars/${index}`, values);
    }
  }
}

/** As Keras 3 names them where it stores. */
const snakeNames: Readonly<Record<string, string>> = {
  ConvLSTM1D: 'conv_lstm1d',
  ConvLSTM2D: 'conv_lstm2d',
  ConvLSTM3D: 'conv_lstm3d',
  BatchNormalization: 'batch_normalization',
  LayerNormalization: 'layer_normalization',
  TimeDistributed: 'time_distributed',
  Conv2DTranspose: 'conv2d_transpose',
  SeparableConv2D: 'separable_conv2d',
  DepthwiseConv2D: 'depthwise_conv2d',
  PReLU: 'p_re_lu',
};

/** The group at a path, made with every group above it where it is not there yet. */
function groupAt(root: Group, path: string): Group {
  return path.split('/').reduce((group, name) => {
    const found = group.keys().includes(name) ? group.get(name) : group.create_group(name);
    if (!(found instanceof Group)) throw new TypeError(`${path} is no group`);
    return found;
  }, root);
}

function createDataset(root: Group, path: string, { shape, data }: Array64): void {
  const parts = path.split('/');
  const name = parts.pop()!;
  const group = parts.length > 0 ? groupAt(root, parts.join('/')) : root;
  group.create_dataset({ name, data: Float32Array.from(data), shape: [...shape], dtype: '<f' });
}
