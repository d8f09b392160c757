import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { importOnnx } from '../src/import/onnx/import-onnx.ts';
import { openModel } from '../src/runtime/open-model.ts';
import { largestDifference } from './largest-difference.ts';

const casesSchema = z.array(
  z.object({
    name: z.string(),
    file: z.base64(),
    told: z.strictObject({
      states: z.record(z.string(), z.string()).exactOptional(),
      constants: z.record(z.string(), z.number()).exactOptional(),
      dimensions: z.record(z.string(), z.number()).exactOptional(),
    }),
    /** Name of the result. */
    output: z.string(),
    streams: z.array(
      z.object({ given: z.array(z.array(z.number())), expected: z.array(z.array(z.number())) }),
    ),
  }),
);

/** The system's Python: others on the path may not see Debian's packages. */
const python = process.env['PRESAGE_PYTHON'] ?? '/usr/bin/python3';
const withoutTorch = 3;

/** What PyTorch exports and gives, or in words why it is not here to be asked. */
async function askPytorch(): Promise<z.output<typeof casesSchema> | string> {
  const script = fileURLToPath(new URL('onnx_exports.py', import.meta.url));
  try {
    const { stdout } = await promisify(execFile)(python, [script], { maxBuffer: 2 ** 26 });
    return casesSchema.parse(JSON.parse(stdout));
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : undefined;
    if (code === 'ENOENT') return `${python} is not there`;
    if (code === withoutTorch) return `${python} has no torch (Debian: python3-torch)`;
    throw error;
  }
}

test('step models that PyTorch exports give what PyTorch gives, stream by stream', async ({
  skip,
}) => {
  const cases = await askPytorch();
  if (typeof cases === 'string') {
    skip(cases);
    return;
  }
  expect(cases.length).toBe(8);
  const worst: [name: string, difference: number][] = [];
  for (const { name, file, told, output, streams } of cases) {
    const bytes = new Uint8Array(Buffer.from(file, 'base64'));
    const imported = await importOnnx(bytes, `${name}.onnx`, told);
    await using model = await openModel(imported.file, { device: 'cpu', threads: 1 });
    // All at once: steps of two streams may share a run.
    const results = await Promise.all(
      streams.map(async ({ given }) => {
        using stream = model.stream();
        return await Promise.all(
          given.map((values) => stream.stepArray(Float32Array.from(values))),
        );
      }),
    );
    const differences = streams.flatMap(({ expected }, which) =>
      expected.map((values, step) =>
        largestDifference(results[which]![step]!.outputs[output]!.data, values),
      ),
    );
    worst.push([name, Math.max(...differences)]);
  }
  expect(worst.filter(([, difference]) => !(difference < 1e-5))).toEqual([]);
});
