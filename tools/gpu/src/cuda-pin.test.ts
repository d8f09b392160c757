import { existsSync } from 'node:fs';
import { copyFile, mkdtemp, rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { expect, test } from 'vitest';
import { askForChecksum } from './ask-for-checksum.ts';
import { exactPin, pinFile, readPin, writePin } from './cuda-pin.ts';
import { download } from './download.ts';
import { missingLibraries } from './missing-libraries.ts';
import { packageOf, servePackage } from './package-server.fixture.ts';

const require = createRequire(import.meta.url);
const { version } = require('onnxruntime-node/package.json') as { version: string };

test('the pin is for the version of onnxruntime-node that is installed, and without a checksum nothing goes on', async () => {
  const pin = await readPin();
  expect(pin.version).toBe(version);
  expect(pin.address).toContain(`/${version}/`);
  const exact = { ...pin, bytes: 3, sha512: 'YWJj' };
  expect(exactPin(exact, version)).toEqual(exact);
  expect(() => exactPin({ ...exact, sha512: null }, version)).toThrow('--pin');
  expect(() => exactPin(exact, '1.31.0')).toThrow('1.31.0');
});

test('NuGet’s record becomes the pin', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'presage-pin-'));
  try {
    const file = pathToFileURL(join(folder, 'pin.json'));
    await copyFile(pinFile, file);
    const told = { id: 'microsoft.ml.onnxruntime.gpu.linux', version: '1.30.0' };
    const record = { packageHash: 'YWJj', packageHashAlgorithm: 'SHA512', packageSize: 3 };
    await using catalogue = await servePackage(Buffer.from(JSON.stringify({ ...told, ...record })));
    const leaf = Buffer.from(JSON.stringify({ catalogEntry: catalogue.pin.record }));
    await using server = await servePackage(leaf);
    const pin = await readPin(file);
    const exact = await askForChecksum({ ...pin, record: server.pin.record });
    expect(exact).toMatchObject({ bytes: 3, sha512: 'YWJj', address: pin.address });
    await writePin(exact, file);
    expect(await readPin(file)).toEqual(exact);

    const other = { ...pin, version: '1.29.0', record: server.pin.record };
    await expect(askForChecksum(other)).rejects.toMatchObject({ code: 'nuget-unreachable' });
  } finally {
    await rm(folder, { recursive: true });
  }
});

test('a disk that is full while the file comes is told as that', async (context) => {
  if (!existsSync('/dev/full')) context.skip('there is no /dev/full here');
  await using server = await servePackage(packageOf({ a: new Uint8Array(100_000) }));
  const options = { signal: new AbortController().signal, progress: () => {} };
  await expect(download(server.pin, '/dev/full', options)).rejects.toMatchObject({
    code: 'disk-full',
    name: 'TransientError',
  });
});

test('libraries are found in the linker’s cache, and where it is told to look', () => {
  const cache =
    '2 libs found in cache\n\tlibcudart.so.13 (libc6,x86-64) => /usr/lib/libcudart.so.13\n';
  expect(missingLibraries(['libcudart.so.13', 'libcudnn.so.9'], cache, ['/nowhere'])).toEqual([
    'libcudnn.so.9',
  ]);
});
