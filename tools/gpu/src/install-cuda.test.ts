import { execFile } from 'node:child_process';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { cudaFiles, installCuda, removeCuda, type InstallOptions } from './install-cuda.ts';
import { libraries, packageOf, servePackage } from './package-server.fixture.ts';

const own = { 'libonnxruntime.so.1': 'runtime', 'onnxruntime_binding.node': 'binding' };
const whole = packageOf(libraries);
let folder: string;
let options: InstallOptions;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'presage-cuda-'));
  for (const [name, text] of Object.entries(own)) await writeFile(join(folder, name), text);
  options = { folder, signal: new AbortController().signal, progress: () => {} };
});
afterEach(() => rm(folder, { recursive: true }));

async function expectUntouched(): Promise<void> {
  expect(await readdir(folder)).toEqual(Object.keys(own));
  for (const [name, text] of Object.entries(own)) {
    expect(await readFile(join(folder, name), 'utf8')).toBe(text);
  }
}

test('the libraries come beside those of the CPU, which stay, and say what they need', async () => {
  await using server = await servePackage(whole);
  const seen: number[] = [];
  const needed = await installCuda(server.pin, {
    ...options,
    progress: (bytes) => seen.push(bytes),
  });
  expect(needed).toEqual(['libcublasLt.so.13', 'libcudart.so.13', 'libcudnn.so.9']);
  expect(seen.at(-1)).toBe(whole.length);
  expect((await readdir(folder)).toSorted()).toEqual(
    [...cudaFiles, ...Object.keys(own)].toSorted(),
  );
  for (const name of cudaFiles) {
    expect(libraries[name].equals(await readFile(join(folder, name)))).toBe(true);
  }
  // Again, and away again.
  await installCuda(server.pin, options);
  expect(await removeCuda(folder)).toBe(true);
  await expectUntouched();
  expect(await removeCuda(folder)).toBe(false);
});

test.each([
  [
    'is cut off',
    'download-failed',
    (bytes: Buffer) => ({ bytes: bytes.subarray(0, 1000), declared: bytes.length }),
  ],
  ['ends early', 'download-failed', (bytes: Buffer) => ({ bytes: bytes.subarray(0, 1000) })],
  ['goes on', 'download-wrong', (bytes: Buffer) => ({ bytes: Buffer.concat([bytes, bytes]) })],
  [
    'is another file of that size',
    'download-wrong',
    (bytes: Buffer) => ({ bytes: Buffer.from(bytes).fill(7, 500, 501) }),
  ],
])('a download that %s is refused, and nothing has changed', async (_, code, change) => {
  const { bytes, declared } = { declared: undefined, ...change(whole) };
  await using server = await servePackage(whole, (response) => {
    if (declared === undefined) {
      response.end(bytes);
    } else {
      response.setHeader('content-length', declared);
      response.write(bytes, () => response.destroy());
    }
  });
  await expect(installCuda(server.pin, options)).rejects.toMatchObject({ code });
  await expectUntouched();
});

test('an address with nothing there, or nobody, is told, and nothing has changed', async () => {
  const server = await servePackage(whole, (response) => {
    response.statusCode = 404;
    response.end('no');
  });
  await expect(installCuda(server.pin, options)).rejects.toMatchObject({
    code: 'download-failed',
    message: expect.stringContaining('it answers 404') as unknown,
  });
  await server[Symbol.asyncDispose]();
  await expect(installCuda(server.pin, options)).rejects.toMatchObject({
    code: 'download-failed',
    message: expect.stringContaining('ECONNREFUSED') as unknown,
  });
  await expectUntouched();
});

test('a package without the libraries is refused, and nothing has changed', async () => {
  const { [cudaFiles[1]]: _, ...rest } = libraries;
  await using server = await servePackage(packageOf(rest));
  await expect(installCuda(server.pin, options)).rejects.toMatchObject({
    code: 'archive-incomplete',
  });
  await expectUntouched();
});

test('without room nothing is fetched', async () => {
  let asked = 0;
  await using server = await servePackage(whole, (response) => {
    asked += 1;
    response.end(whole);
  });
  const full = installCuda(server.pin, { ...options, free: async () => whole.length });
  await expect(full).rejects.toMatchObject({ code: 'disk-full' });
  expect(asked).toBe(0);
  await expectUntouched();
});

test('aborting stops the download, and nothing has changed', async () => {
  const controller = new AbortController();
  await using server = await servePackage(whole, (response) =>
    response.write(whole.subarray(0, 1000)),
  );
  const install = installCuda(server.pin, {
    ...options,
    signal: controller.signal,
    progress: () => controller.abort(new TypeError('enough')),
  });
  await expect(install).rejects.toThrow('enough');
  await expectUntouched();
});

test('a process killed midway leaves the CPU’s files as they were; the next run clears up', async () => {
  const { promise: midway, resolve } = Promise.withResolvers<void>();
  let stalled = true;
  await using server = await servePackage(whole, (response) => {
    if (stalled) response.write(whole.subarray(0, 100_000), () => resolve());
    else response.end(whole);
  });
  const program = `
    import { installCuda } from '${new URL('install-cuda.ts', import.meta.url).href}';
    const options = { folder: ${JSON.stringify(folder)}, signal: new AbortController().signal, progress: () => {} };
    await installCuda(${JSON.stringify(server.pin)}, options);
  `;
  const node = ['--conditions=@presage/source', '--input-type=module', '--eval', program];
  const child = execFile(process.execPath, node);
  const ended = new Promise((end) => {
    child.once('exit', (_, killedBy) => end(killedBy));
  });
  await midway;
  child.kill('SIGKILL');
  expect(await ended).toBe('SIGKILL');
  const left = await readdir(folder);
  expect(left).toEqual(expect.arrayContaining(Object.keys(own)));
  for (const name of cudaFiles) expect(left).not.toContain(name);

  stalled = false;
  await installCuda(server.pin, options);
  expect(await removeCuda(folder)).toBe(true);
  await expectUntouched();
});
