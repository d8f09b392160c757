import { existsSync } from 'node:fs';
import { mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { encodeSafetensors, readModelFile } from '@presage/model';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { foreignModel, node } from '../../../packages/model/test/foreign-model.ts';
import { runPresage } from './run-presage.ts';

let folder: string;
const at = (name: string) => join(folder, name);
const runImport = (file: string, ...more: string[]) => runPresage(['import', at(file), ...more]);

/** A tensor of small numbers. */
const tensor = (name: string, ...shape: number[]) => ({
  name,
  shape,
  data: Float32Array.from(
    { length: shape.reduce((product, size) => product * size, 1) },
    (_, index) => Math.sin(index) / 4,
  ),
});
const cell = [tensor('cell.conv.weight', 12, 4, 3, 3), tensor('cell.conv.bias', 12)];
const output = [tensor('output.weight', 1, 3, 1, 1), tensor('output.bias', 1)];
const encoder = [tensor('encoder.weight', 1, 1, 3, 3), tensor('encoder.bias', 1)];

/** A step graph from elsewhere: each step adds to its state. */
const stepGraph = foreignModel({
  inputs: [
    { name: 'x', shape: ['batch', 4] },
    { name: 'h', shape: ['batch', 4] },
  ],
  outputs: [
    { name: 'y', shape: ['batch', 4] },
    { name: 'h_out', shape: ['batch', 4] },
  ],
  nodes: [node('h_out = Add(x, h)'), node('y = Tanh(h_out)')],
});

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'presage-import-'));
  await writeFile(at('cell.safetensors'), encodeSafetensors([...cell, ...output], {}));
  await writeFile(at('auto.safetensors'), encodeSafetensors([...encoder, ...cell, ...output], {}));
  await writeFile(at('step.onnx'), stepGraph);
  await writeFile(at('notes.txt'), 'the only copy');
  await writeFile(
    at('auto.json'),
    JSON.stringify({
      layers: [
        { type: 'conv', name: 'encoder', filters: 1, kernelSize: 3, activation: 'relu' },
        { type: 'convLstm', name: 'cell', hiddenChannels: 3, kernelSize: 3 },
        { type: 'conv', name: 'out', filters: 1, kernelSize: 1, activation: 'sigmoid' },
      ],
      weights: { out: 'output' },
    }),
  );
});
afterAll(() => rm(folder, { recursive: true, force: true }));

test('writes a model that has run, and says what is in it and what was assumed', async () => {
  const argv = ['--size', '8x6', '--model', at('cell.onnx')];
  const { code, stdout, stderr } = await runImport('cell.safetensors', ...argv);
  expect(stderr).toContain('Trying the model');
  expect(code).toBe(0);
  expect(stdout).toContain(`${at('cell.onnx')} is ready.`);
  expect(stdout).toContain('cell.safetensors (safetensors)');
  expect(stdout).toMatch(/cell +convLstm +3×6×8 +444/u);
  expect(stdout).toContain('takes     float32 1×6×8 a step');
  expect(stdout).toContain('cell.hidden 3×6×8, cell.cell 3×6×8');
  expect(stdout).toContain('gates taken in the order i, f, o, g');
  const { description } = await readModelFile(at('cell.onnx'));
  expect(description.input.shape).toEqual([1, 6, 8]);
});

test('--frames makes it a model for video, --json tells it to programs', async () => {
  const frames = ['--frames', 'gray8', '--frame-rate', '5', '--target', 'next', '--patch', '2'];
  const argv = [
    '--size',
    '8x6',
    '--json',
    ...frames,
    '--warm-up',
    '4',
    '--model',
    at('video.onnx'),
  ];
  const { code, stdout } = await runImport('cell.safetensors', ...argv);
  expect(code).toBe(0);
  expect(JSON.parse(stdout)).toMatchObject({
    model: at('video.onnx'),
    network: { parameters: 448, target: 'next', layers: [{ name: 'cell' }, { name: 'output' }] },
    needs: { width: 8, height: 6, format: 'gray8', frameRate: 5 },
    warmUpFrames: 4,
    proof: { device: 'cpu' },
    notes: { length: 3 },
    provenance: { importedFrom: { file: 'cell.safetensors' } },
  });
});

test('quiet is without notes, and an option that is of no use is bad usage', async () => {
  const argv = ['--size', '8x6', '--model', at('quiet.onnx')];
  const quiet = await runImport('cell.safetensors', ...argv, '--quiet', '--forget-bias', '1');
  expect(quiet.code).toBe(0);
  expect(quiet.stdout).toContain('is ready');
  expect(quiet.stdout).not.toContain('notes');
  const refused = await runImport('cell.safetensors', ...argv, '--constant', 'rate=1');
  expect(refused.code).toBe(2);
  expect(refused.stderr).toContain('--constant cannot be used');
});

test('what a file does not say, --spec does', async () => {
  const argv = ['--size', '8x6', '--model', at('auto.onnx')];
  const refused = await runImport('auto.safetensors', ...argv);
  expect(refused.code).toBe(1);
  expect(refused.stderr).toContain('encoder.weight [1, 1, 3, 3]');
  expect(refused.stderr).toContain('--spec');
  const { code } = await runImport('auto.safetensors', ...argv, '--spec', at('auto.json'));
  expect(code).toBe(0);
  const { description } = await readModelFile(at('auto.onnx'));
  expect(description.spec?.layers).toMatchObject([{ activation: 'relu' }, {}, { name: 'out' }]);
});

test('guessed states are told, and taken only with --yes or by name', async () => {
  const argv = ['--model', at('foreign.onnx')];
  const asked = await runImport('step.onnx', ...argv);
  expect(asked.code).toBe(2);
  expect(asked.stderr).toContain('h=h_out');
  expect(asked.stderr).toContain('--states h=h_out');
  expect(existsSync(at('foreign.onnx'))).toBe(false);
  expect((await runImport('step.onnx', ...argv, '--states', 'h=h_out')).code).toBe(0);
  expect((await runImport('step.onnx', ...argv, '--yes')).code).toBe(0);
  expect((await readModelFile(at('foreign.onnx'))).description.states).toMatchObject([
    { input: 'h', output: 'h_out' },
  ]);
});

test('options that do not go together are bad usage', async () => {
  const argv = ['--frames', 'gray8', '--model', at('no.onnx')];
  const { code, stderr } = await runImport('cell.safetensors', ...argv);
  expect(stderr).toContain('--frames needs --frame-rate');
  expect(code).toBe(2);
  expect(existsSync(at('no.onnx'))).toBe(false);
});

test.for([
  ['none.pth', 'there is no file'],
  ['notes.txt', 'begins like no file that can be imported'],
  ['.', 'it is a folder'],
])('%s fails in words and leaves nothing', async ([file, says]) => {
  const { code, stdout, stderr } = await runImport(file!, '--model', at('made/no.onnx'));
  expect(code).toBe(1);
  expect(stdout).toBe('');
  expect(stderr).toContain(says);
  expect(stderr).not.toContain('    at ');
  expect(await readdir(folder)).not.toContain('made');
});

test('another file is not replaced, and the source never', async () => {
  const { code } = await runImport('cell.safetensors', '--size', '8x6', '--model', at('notes.txt'));
  expect(code).toBe(2);
  expect(await readFile(at('notes.txt'), 'utf8')).toBe('the only copy');
  const itself = await runImport('step.onnx', '--yes', '--model', at('step.onnx'));
  expect(itself.code).toBe(2);
});
