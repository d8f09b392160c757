import { expect, test } from 'vitest';
import { writeHdf5 } from '../../../test/keras/write-keras-file.ts';
import { countRunningWorkers } from '../../../test/running-workers.ts';
import { readHdf5 } from './read-hdf5.ts';

const numbers = new Float32Array([1, 2.5, -3, 4, 5, 6]);

const file = await writeHdf5((root) => {
  root.create_attribute('title', 'rain');
  root.create_attribute('names', ['a', 'bcd'], [2], 'S3');
  const group = root.create_group('layers');
  group.create_attribute('names', ['long', 'er']);
  group.create_dataset({ name: 'kernel:0', data: numbers, shape: [2, 3], dtype: '<f' });
  group.create_dataset({
    name: 'double',
    data: Float64Array.from(numbers),
    shape: [6],
    dtype: '<d',
  });
  group.create_dataset({ name: 'one', data: numbers.slice(0, 1), shape: [], dtype: '<f' });
  group.create_dataset({ name: 'packed', data: numbers, shape: [6], chunks: [3], compression: 9 });
  group.create_dataset({ name: 'steps', data: new Int32Array(2), shape: [2], dtype: '<i' });
  root.create_group('optimizer').create_dataset({ name: 'm', data: numbers, shape: [6] });
  root.create_external_link('/etc/hostname', 'x', 'elsewhere');
  root.create_soft_link('/layers', 'again');
});

test('groups, attributes and floating-point numbers are read by their paths', async () => {
  const tree = await readHdf5(file, 'm.h5');
  expect([...tree.keys()].toSorted()).toEqual([
    '',
    'layers',
    'layers/double',
    'layers/kernel:0',
    'layers/one',
    'layers/packed',
    'layers/steps',
  ]);
  expect(Object.fromEntries(tree.get('')!.attributes)).toEqual({
    title: 'rain',
    names: ['a', 'bcd'],
  });
  expect(tree.get('layers')!.attributes.get('names')).toEqual(['long', 'er']);
  expect(tree.get('layers/kernel:0')!.data).toEqual({ shape: [2, 3], values: numbers });
  expect(tree.get('layers/double')!.data).toEqual({ shape: [6], values: numbers });
  expect(tree.get('layers/packed')!.data).toEqual({ shape: [6], values: numbers });
  expect(tree.get('layers/one')!.data).toEqual({ shape: [], values: numbers.slice(0, 1) });
  expect(tree.get('layers/steps')!.data).toBeUndefined();
});

test('a small file of packed zeros cannot fill memory', async () => {
  const zeros = await writeHdf5((root) => {
    const shape = [2 ** 24 + 1];
    const data = new Float32Array(shape[0]!);
    root.create_dataset({ name: 'zeros', data, shape, chunks: [2 ** 20], compression: 1 });
  });
  await expect(readHdf5(zeros, 'zeros.h5')).rejects.toMatchObject({
    code: 'import-unreadable',
    message: expect.stringContaining('more than 16777216 numbers') as string,
  });
});

test('its thread ends with it, whatever comes of it, and the bytes stay the caller’s', async () => {
  const running = countRunningWorkers();
  const bytes = file.slice();
  await readHdf5(bytes, 'm.h5');
  expect(running()).toBe(0);
  expect(bytes).toEqual(file);
  await expect(readHdf5(bytes.subarray(0, 600), 'm.h5')).rejects.toMatchObject({
    code: 'import-unreadable',
  });
  expect(running()).toBe(0);
});

test('more numbers than any network has are not read', async () => {
  const huge = await writeHdf5((root) => {
    const data = new Float32Array(1);
    root.create_dataset({
      name: 'a',
      data,
      shape: [1],
      maxshape: [null],
      chunks: [1024],
      dtype: '<f',
    });
    const dataset = root.get('a');
    if (dataset && 'resize' in dataset) dataset.resize([2 ** 40]);
  });
  expect(huge.length).toBeLessThan(100_000);
  await expect(readHdf5(huge, 'm.h5')).rejects.toThrow(/with a its arrays hold more than/);
});
