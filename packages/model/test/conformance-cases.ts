import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';

const folder = new URL('../../../../shared/data/conformance/', import.meta.url);

const tensorSchema = z.object({ shape: z.array(z.int()), data: z.array(z.number()) });
const kerasSchema = z.object({
  cfg: z.object({
    filters: z.int(),
    kernel: z.int(),
    kernel_init: z.number(),
    recurrent_init: z.number(),
    effective_bias_ifco: z.array(z.number()),
  }),
  expected_each_filter: z.array(z.array(z.array(z.number()))),
});
const tfjsCellSchema = z.object({
  expected: z.object({ mean_o: z.number(), mean_h: z.number(), mean_c: z.number() }),
});
const tfjsLayerSchema = z.object({
  expected: z.object({ h_t0: z.number(), h_t1: z.number(), c_final: z.number() }),
});
const onnxLstmSchema = z.object({
  inputs: z.record(z.string(), tensorSchema),
  outputs: z.array(tensorSchema),
  attrs: z.object({ hidden_size: z.int(), layout: z.int().default(0) }),
});

/** A published case, or where it should be. */
type Found<T> = { readonly cases: T } | { readonly missing: string };

function read<T>(file: string, schema: z.ZodType<T>): Found<T> {
  const path = fileURLToPath(new URL(file, folder));
  if (!existsSync(path)) return { missing: `${path} is not on this machine` };
  return { cases: schema.parse(JSON.parse(readFileSync(path, 'utf8'))) };
}

/** ConvLSTM2D cases from the tests of Keras and TensorFlow.js. */
export const convLstmCells = read(
  'convlstm_cells.json',
  z.tuple([kerasSchema, tfjsCellSchema, tfjsLayerSchema]),
);

/** LSTM cases from the tests of ONNX, by name. */
export const onnxLstmCases = read('onnx_lstm_cases.json', z.record(z.string(), onnxLstmSchema));

/** The cases; where they are absent the test is skipped, and says why. */
export function casesOf<T>(found: Found<T>, skip: (reason: string) => never): T {
  return 'missing' in found ? skip(found.missing) : found.cases;
}
