import { expect, test } from 'vitest';
import { encodedGraph, leakySumsDescription, leakySumsGraph } from '../../test/leaky-sums.ts';
import { encodeModelFile } from './encode-model-file.ts';
import { onnx } from './onnx.ts';
import { parseModelFile } from './parse-model-file.ts';

const description = leakySumsDescription;

test('what is put into a file comes out of it', () => {
  const metadata = {
    description,
    calibration: { mean: [0.5], nested: { a: null } },
    provenance: {
      learnedFrom: ['lobby.mp4'],
      learnedAt: '2025-01-31T10:00:00Z',
      frames: 275,
      seconds: 31.5,
    },
  };
  const bytes = encodeModelFile(encodedGraph(), metadata);
  expect(parseModelFile(bytes, 'model')).toEqual({ bytes, ...metadata });
});

test('metadata is replaced, not added to; graph and foreign metadata stay byte for byte', () => {
  const foreign = encodedGraph({
    ...leakySumsGraph(),
    metadataProps: [{ key: 'author', value: 'somebody' }],
  });
  // A field that this version of ONNX's messages does not know (number 100, two bytes).
  const original = Uint8Array.from([...foreign, 0xa2, 0x06, 2, 42, 43]);
  const first = encodeModelFile(original, { description, calibration: 1 });
  const second = encodeModelFile(first, { description, calibration: 2 });
  expect(second.subarray(0, original.length)).toEqual(original);
  expect(second.length).toBe(first.length);
  expect(onnx.ModelProto.decode(second).metadataProps.map(({ key }) => key)).toEqual([
    'author',
    'presage.format',
    'presage.model',
    'presage.calibration',
  ]);
  expect(parseModelFile(second, 'model').calibration).toBe(2);
  expect(parseModelFile(encodeModelFile(second, { description }), 'model')).not.toHaveProperty(
    'calibration',
  );
});

test('passwords in the names of learned videos stay out of the file', () => {
  const learnedFrom = ['rtsp://admin:hunter2@camera/1'];
  const bytes = encodeModelFile(encodedGraph(), { description, provenance: { learnedFrom } });
  expect(Buffer.from(bytes).includes('hunter2')).toBe(false);
  expect(parseModelFile(bytes, 'model').provenance?.learnedFrom).toEqual([
    'rtsp://admin:***@camera/1',
  ]);
});
