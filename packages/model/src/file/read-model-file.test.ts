import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { InputError } from '@presage/core';
import * as fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  encodedGraph,
  leakySumsDescription,
  leakySumsFile,
  leakySumsGraph,
  leakySumsNeeds,
} from '../../test/leaky-sums.ts';
import { encodeModelFile } from './encode-model-file.ts';
import type { ModelDescription } from './model-description.ts';
import { parseModelFile } from './parse-model-file.ts';
import { readModelFile } from './read-model-file.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'presage-model-'));
});
afterAll(() => rm(folder, { recursive: true }));

function withProperties(properties: Record<string, string>): Uint8Array<ArrayBuffer> {
  const metadataProps = Object.entries(properties).map(([key, value]) => ({ key, value }));
  return encodedGraph({ ...leakySumsGraph(), metadataProps });
}

const whole = leakySumsFile().bytes;
const text = (content: string) => new TextEncoder().encode(content);
const model = JSON.stringify(leakySumsDescription);

test.for<[what: string, content: Uint8Array, code: string, says: RegExp]>([
  ['empty', new Uint8Array(0), 'model-empty', /is empty/u],
  ['text', text('not a model\n'), 'model-not-onnx', /looks like text/u],
  ['JSON', text('{"a": 1}'), 'model-not-onnx', /looks like text/u],
  ['JPEG', Uint8Array.from([0xff, 0xd8, 0xff, 0xe0, 0, 16]), 'model-not-onnx', /JPEG/u],
  [
    'a message of another kind',
    Uint8Array.from([0x08, 8, 0x07, 0]),
    'model-not-onnx',
    /something else/u,
  ],
  ['zip', text('PK\x03\x04network'), 'model-not-onnx', /zip archive.*presage import/u],
  ['AVI', text('RIFF\0\0\0\0AVI LIST'), 'model-not-onnx', /AVI video/u],
  ['zeros', new Uint8Array(64), 'model-not-onnx', /something else/u],
  ['cut in the graph', whole.subarray(0, 100), 'model-truncated', /cut off/u],
  ['cut in the metadata', whole.subarray(0, -7), 'model-truncated', /cut off/u],
  ['no metadata', encodedGraph(), 'model-without-metadata', /presage learn/u],
  [
    'newer',
    withProperties({ 'presage.format': '3', 'presage.model': '{"other":1}' }),
    'model-newer',
    /reads model format 3/u,
  ],
  [
    'format no number',
    withProperties({ 'presage.format': 'x', 'presage.model': model }),
    'model-metadata-damaged',
    /presage\.format/u,
  ],
  [
    'no description',
    withProperties({ 'presage.format': '2' }),
    'model-metadata-damaged',
    /entry presage\.model is missing/u,
  ],
  [
    'half a description',
    withProperties({ 'presage.format': '2', 'presage.model': model.slice(0, 50) }),
    'model-metadata-damaged',
    /presage\.model .*\(it is not JSON\)/u,
  ],
  [
    'wrong description',
    withProperties({ 'presage.format': '2', 'presage.model': '{"needs":{"width":-1}}' }),
    'model-metadata-damaged',
    /needs\.width/u,
  ],
  [
    'wrong provenance',
    withProperties({
      'presage.format': '2',
      'presage.model': model,
      'presage.provenance': '{"frames":-1}',
    }),
    'model-metadata-damaged',
    /presage\.provenance/u,
  ],
])('a file that is not a model says what it is: %s', async ([what, content, code, says]) => {
  const path = join(folder, `${what}.onnx`);
  await writeFile(path, content);
  const error: unknown = await readModelFile(path).catch((thrown: unknown) => thrown);
  expect(error).toBeInstanceOf(InputError);
  expect(error).toMatchObject({ code, message: expect.stringMatching(says) as string });
  expect((error as Error).message).toContain(path);
  expect((error as Error).message).not.toContain('\n');
});

test('a missing file, and a folder', async () => {
  await expect(readModelFile(join(folder, 'none.onnx'))).rejects.toMatchObject({
    code: 'model-missing',
    message: expect.stringMatching(/presage learn .*presage import /u) as string,
  });
  await expect(readModelFile(folder)).rejects.toMatchObject({ code: 'model-unreadable' });
});

function outcomeOf(content: Uint8Array<ArrayBuffer>): unknown {
  try {
    parseModelFile(content, 'model');
    return 'model';
  } catch (error) {
    return error;
  }
}

test('a file cut or changed anywhere is a model or an InputError, never another error', () => {
  const tried = fc.record({ at: fc.nat(whole.length - 1), byte: fc.nat(255), cut: fc.boolean() });
  fc.assert(
    fc.property(tried, ({ at, byte, cut }) => {
      const content = cut ? whole.slice(0, at) : whole.slice();
      if (!cut) content[at] = byte;
      expect(outcomeOf(content)).toSatisfy(
        (outcome) => outcome === 'model' || outcome instanceof InputError,
      );
    }),
    { numRuns: 500 },
  );
});

describe('a description that does not fit the graph', () => {
  const d = leakySumsDescription;
  const [h, h1] = d.states as [ModelDescription['states'][0], ModelDescription['states'][0]];
  test.for<[what: string, change: Partial<ModelDescription>, says: RegExp]>([
    [
      'state input',
      { states: [{ ...h, input: 'g' }, h1] },
      /no input "g" \(it has frame, h, h\.1\).*nothing feeds the graph's input "h"/u,
    ],
    ['state output', { states: [{ ...h, output: 'g' }, h1] }, /no output "g"/u],
    [
      'state shape',
      { states: [{ ...h, shape: [2, 4, 1] }, h1] },
      /input "h" is \[\?, 2, 3, 1\] and should be \[N, 2, 4, 1\]/u,
    ],
    ['state left out', { states: [h] }, /nothing feeds the graph's input "h\.1"/u],
    ['state twice', { states: [h, h, h1] }, /"h" is named twice.*"h\.next" is named twice/u],
    [
      'frame size',
      { input: { ...d.input, shape: [2, 4, 1] }, needs: { ...leakySumsNeeds, width: 4 } },
      /"frame" is \[\?, 2, 3, 1\]/u,
    ],
    [
      'frame type',
      { input: { ...d.input, name: 'h' }, states: [{ ...h, input: 'frame' }, h1] },
      /"h" is not uint8; input "frame" is not float32/u,
    ],
    ['result', { outputs: [{ name: 'heat', shape: [1] }] }, /no output "heat"/u],
    [
      'free batch said to be fixed',
      { batch: 'fixed', input: { ...d.input, shape: [1, 2, 3, 1] } },
      /input "h" is \[\?, 2, 3, 1\] and should be \[2, 3, 1\]/u,
    ],
  ])('%s', ([, change, says]) => {
    const bytes = encodeModelFile(encodedGraph(), { description: { ...d, ...change } });
    expect(() => parseModelFile(bytes, 'model')).toThrow(
      expect.objectContaining({
        code: 'model-graph-mismatch',
        message: expect.stringMatching(says) as string,
      }),
    );
  });

  test('a fixed batch said to be free', () => {
    const graph = leakySumsGraph();
    const [batch] = graph.graph?.input?.[1]?.type?.tensorType?.shape?.dim ?? [];
    Object.assign(batch ?? {}, { dimParam: undefined, dimValue: 1 });
    const bytes = encodeModelFile(encodedGraph(graph), { description: d });
    expect(() => parseModelFile(bytes, 'model')).toThrow(
      'input "h" is [1, 2, 3, 1] and should be [N, 2, 3, 1]',
    );
  });
});
