import { InputError } from '@presage/core';
import { strToU8, zipSync } from 'fflate';
import { expect, test } from 'vitest';
import { importKeras } from '../../src/import/keras/import-keras.ts';
import { seededRandom } from '../../src/seeded-random.ts';
import { convCase, convLstmCase, eachFrame, type KerasCase } from './keras-case.ts';
import { writeHdf5, writeKerasFile } from './write-keras-file.ts';

const model: KerasCase = {
  inputShape: [3, 6, 5, 1],
  layers: [convLstmCase([1, 2], [3, 3]), eachFrame(convCase([2, 1], [3, 3]))],
};

async function refusalOf(bytes: Uint8Array): Promise<InputError> {
  const error: unknown = await importKeras(bytes, 'm.h5').catch((reason: unknown) => reason);
  if (error instanceof InputError) return error;
  throw error instanceof Error ? error : new TypeError('it was imported');
}

test.for([
  ['nothing', new Uint8Array(), /m\.h5 cannot be read as HDF5: it does not begin/],
  ['a text', strToU8('a model, honestly'), /does not begin/],
  ['a zip archive of something else', zipSync({ a: strToU8('b') }), /holds no config\.json/],
  [
    'an archive whose weights are none',
    zipSync({ 'config.json': strToU8('{}'), 'model.weights.h5': strToU8('no') }),
    /model\.weights\.h5 in m\.h5 cannot be read as HDF5/,
  ],
] as const)('%s is refused in words', async ([, bytes, message]) => {
  expect((await refusalOf(bytes)).message).toMatch(message);
});

test('half a file is refused in words', async () => {
  const bytes = await writeKerasFile(model, 'tf2.11');
  const error = await refusalOf(bytes.subarray(0, bytes.length / 2));
  expect(error.message).toMatch(/cut off \(truncated file/);
});

test('weights without an architecture are told apart from files of others', async () => {
  const weights = await writeHdf5((file) => file.create_attribute('layer_names', ['a']));
  expect((await refusalOf(weights)).message).toMatch(/weights alone.*model\.save/);
  const other = await writeHdf5((file) => file.create_attribute('title', 'rain'));
  expect((await refusalOf(other)).message).toMatch(/not one of Keras/);
});

test('a weight that is missing or of another shape is named, with both shapes', async () => {
  const [lstm, conv] = model.layers as [(typeof model.layers)[0], (typeof model.layers)[0]];
  const { kernel_size: _, ...config } = lstm.config;
  const wider = { ...lstm, config: { ...config, kernel_size: [5, 3] } };
  const shapes = await refusalOf(
    await writeKerasFile({ ...model, layers: [wider, conv] }, 'tf2.11'),
  );
  expect(shapes.message).toMatch(/kernel:0 is \[3, 3, 1, 8\] where .* makes kernel \[5, 3, 1, 8\]/);
  const without = { ...lstm, weights: new Map([...lstm.weights].slice(0, 2)) };
  const missing = await writeKerasFile({ ...model, layers: [without, conv] }, 'tf2.11');
  expect((await refusalOf(missing)).message).toMatch(/its bias is missing/);
});

/** A file with this configuration and no weights. */
async function withConfig(config: unknown): Promise<Uint8Array> {
  return zipSync({
    'config.json': strToU8(JSON.stringify(config)),
    'model.weights.h5': await writeHdf5((file) => file.create_group('layers')),
  });
}

const sequential = (layers: readonly unknown[]) => ({
  class_name: 'Sequential',
  config: { name: 'm', layers },
});
const input = (shape: readonly (number | null)[]) => ({
  class_name: 'InputLayer',
  config: { name: 'in', batch_shape: shape },
});
const relu = (name: string) => ({
  class_name: 'Activation',
  config: { name, activation: 'relu' },
});
const around = (inside: unknown, depth: number): unknown =>
  depth === 0 ? inside : around(sequential([inside]), depth - 1);

/** A model that calls a model ten times, one behind the other, that calls a model ten times … */
function calledTenfold(depth: number): unknown {
  const inside = depth === 0 ? relu('a') : (calledTenfold(depth - 1) as object);
  const name = depth === 0 ? 'a' : 'm';
  const calls = Array.from({ length: 10 }, (_, call) => [
    call === 0 ? ['in', 0, 0, {}] : [name, call - 1, 0, {}],
  ]);
  return {
    class_name: 'Functional',
    name: 'm',
    config: {
      name: 'm',
      layers: [input([null, 4, 4, 1]), { ...inside, inbound_nodes: calls }],
      input_layers: [['in', 0, 0]],
      output_layers: [[name, 9, 0]],
    },
  };
}

test.for([
  [
    'a hundred thousand layers',
    sequential(Array.from({ length: 1e5 }, (_, index) => relu(`a${index}`))),
    /more than 5000 layers/,
  ],
  ['models without end', around(relu('a'), 200), /nested more than 16 deep/],
  [
    'a picture of many gigabytes',
    sequential([input([null, 1e6, 1e6, 1]), relu('a')]),
    /a step takes a vector, or a map/,
  ],
  [
    'a map of many gigabytes',
    sequential([
      input([null, 64, 64, 1]),
      { class_name: 'UpSampling2D', config: { name: 'u', size: [1e5, 1e5] } },
    ]),
    /gives \[1, 6400000, 6400000\], more than/,
  ],
  [
    'a kernel of many gigabytes',
    sequential([
      input([null, 64, 64, 1]),
      { class_name: 'Conv2D', config: { name: 'c', filters: 1e9, kernel_size: [99, 99] } },
    ]),
    /layer c does not fit/,
  ],
  ['two layers of one name', sequential([relu('a'), relu('a')]), /have one name/],
  ['layers that are none', sequential([7, 'a']), /does not hold together/],
  ['a class of one’s own', { class_name: 'MyModel', config: {} }, /a class of its own, MyModel/],
  [
    'a layer that takes itself',
    {
      class_name: 'Functional',
      config: {
        name: 'm',
        layers: [input([null, 4, 4, 1]), { ...relu('a'), inbound_nodes: [[['a', 0, 0, {}]]] }],
        input_layers: [['in', 0, 0]],
        output_layers: [['a', 0, 0]],
      },
    },
    /a takes what no layer gives/,
  ],
  ['models that call models that call models', calledTenfold(12), /called more than 5000 times/],
  [
    'a layer that is called a hundred thousand times',
    {
      class_name: 'Functional',
      config: {
        name: 'm',
        layers: [
          input([null, 4, 4, 1]),
          {
            ...relu('a'),
            inbound_nodes: Array.from({ length: 1e5 }, (_, call) => [
              call < 99_999 ? ['a', call + 1, 0, {}] : ['in', 0, 0, {}],
            ]),
          },
        ],
        input_layers: [['in', 0, 0]],
        output_layers: [['a', 0, 0]],
      },
    },
    /called more than 5000 times/,
  ],
  [
    'the sums of a hundred thousand frames',
    sequential([
      input([null, 1e5, 2]),
      { class_name: 'TimeDistributed', config: { name: 't', layer: relu('a') } },
      { class_name: 'GlobalAveragePooling1D', config: { name: 'g' } },
    ]),
    /takes 100000 frames together; 1000 are the most/,
  ],
  [
    'open sizes',
    sequential([input([null, null, null, 1]), relu('a')]),
    /\[\?, \?, 1\]; say the size/,
  ],
] as const)('%s: refused before memory is taken', async ([, config, message]) => {
  expect((await refusalOf(await withConfig(config))).message).toMatch(message);
});

test('bytes changed anywhere give a network or an InputError, and nothing else', async () => {
  const random = seededRandom(11);
  const whole = await writeKerasFile(model, 'keras3 h5');
  const outcomes: unknown[] = [];
  for (let round = 0; round < 10; round += 1) {
    const bytes = whole.slice();
    for (let count = 0; count < 20; count += 1) {
      bytes[Math.floor(random() * bytes.length)] = Math.floor(random() * 256);
    }
    outcomes.push(await importKeras(bytes, 'm.h5').catch((error: unknown) => error));
  }
  expect(outcomes.filter(isOther)).toEqual([]);
  expect(outcomes).toContainEqual(expect.objectContaining({ code: 'import-unreadable' }));
});

function isOther(outcome: unknown): boolean {
  return outcome instanceof Error && !(outcome instanceof InputError);
}
