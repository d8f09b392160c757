import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readModelFile } from '@presage/model';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { makeCameraClip } from '../../../../packages/engine/test/camera-clip.ts';
import { writeTestModel } from '../../../../packages/engine/test/write-test-model.ts';
import { checkModelReplaceable } from './check-model-replaceable.ts';

let folder: string;
const at = (name: string) => join(folder, name);
const refusal = { code: 'model-would-overwrite' };

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'presage-replaceable-'));
  await makeCameraClip({ output: at('room.mp4'), seconds: 8 });
  await writeTestModel(at('room.onnx'), at('room.mp4'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

test('nothing there, a folder and a model are no obstacle', async () => {
  await mkdir(at('folder'));
  for (const name of ['none.onnx', 'none/none.onnx', 'folder', 'room.onnx']) {
    await expect(checkModelReplaceable(at(name))).resolves.toBeUndefined();
  }
});

test('a model of a newer version, or with damaged metadata, may be replaced', async () => {
  const { bytes } = await readModelFile(at('room.onnx'));
  const text = Buffer.from(bytes).toString('latin1');
  const entry = 'presage.format\u0012\u0001';
  for (const format of ['9', 'x']) {
    const changed = text.replace(`${entry}2`, `${entry}${format}`);
    expect(changed).not.toBe(text);
    await writeFile(at('other.onnx'), Buffer.from(changed, 'latin1'));
    await expect(checkModelReplaceable(at('other.onnx'))).resolves.toBeUndefined();
  }
});

test('a video, a text, an empty file and half a model are refused', async () => {
  const { bytes } = await readModelFile(at('room.onnx'));
  await writeFile(at('half.onnx'), bytes.subarray(0, 200));
  await writeFile(at('notes.txt'), 'the only copy');
  await writeFile(at('empty.onnx'), '');
  for (const name of ['room.mp4', 'notes.txt', 'empty.onnx', 'half.onnx']) {
    await expect(checkModelReplaceable(at(name))).rejects.toMatchObject(refusal);
  }
});

test('a new model is named .onnx, or refused with a name that would do', async () => {
  await expect(checkModelReplaceable(at('new.ONNX'))).resolves.toBeUndefined();
  await expect(checkModelReplaceable(at('a.txt'))).rejects.toMatchObject({
    code: 'usage',
    message: expect.stringContaining(at('a.onnx')) as string,
  });
});

test('a model that is there keeps its name, whatever that is', async () => {
  const { bytes } = await readModelFile(at('room.onnx'));
  await writeFile(at('room.model'), bytes);
  await expect(checkModelReplaceable(at('room.model'))).resolves.toBeUndefined();
});
