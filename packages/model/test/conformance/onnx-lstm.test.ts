import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { elementCount } from '../../src/graph/value.ts';
import { seededRandom } from '../../src/seeded-random.ts';
import { openGraph } from '../graph-session.ts';
import { largestDifference } from '../largest-difference.ts';
import { runStepwise, runUnrolled } from '../run-layer.ts';
import { convLstmRun, lstmCaseSchema, type LstmCase } from './lstm-case.ts';
import { encodeLstmNode } from './lstm-node.ts';

const path = fileURLToPath(
  new URL('../../../../../shared/data/conformance/onnx_lstm_cases.json', import.meta.url),
);
const tolerance = 1e-5;

test.for([
  'test_lstm_batchwise',
  'test_lstm_defaults',
  'test_lstm_with_initial_bias',
  'test_lstm_with_peepholes',
])('a 1×1 ConvLSTM equals the ONNX node case %s', async (name, { skip }) => {
  skip(!existsSync(path), `${path} is not on this machine`);
  const cases = z.record(z.string(), lstmCaseSchema).parse(JSON.parse(readFileSync(path, 'utf8')));
  expect(await largestError(cases[name]!)).toBeLessThan(tolerance);
});

// The published cases have one value for all weights, so they cannot tell the gates apart.
test.for(['with peepholes', 'without peepholes'])(
  'a 1×1 ConvLSTM equals ONNX Runtime’s LSTM with random weights, %s',
  async (kind) => {
    const random = seededRandom(11);
    const shapes = {
      X: [5, 2, 3],
      W: [1, 16, 3],
      R: [1, 16, 4],
      B: [1, 32],
      ...(kind === 'with peepholes' && { P: [1, 12] }),
    };
    const tensors = Object.entries(shapes).map(([name, shape]) => ({
      name,
      shape,
      data: Float32Array.from({ length: elementCount(shape) }, () => 2 * random() - 1),
    }));
    await using session = await openGraph(encodeLstmNode(tensors, 4));
    const { Y_h } = await session.run({});
    const each = lstmCaseSchema.parse({
      inputs: Object.fromEntries(
        tensors.map(({ name, shape, data }) => [name, { shape, data: [...data] }]),
      ),
      attrs: { hidden_size: 4 },
      outputs: [{ shape: Y_h!.shape, data: [...Y_h!.data] }],
    });
    expect(await largestError(each)).toBeLessThan(tolerance);
  },
);

/** How far the last hidden state is off, frame by frame or unrolled. */
async function largestError(each: LstmCase): Promise<number> {
  const run = convLstmRun(each);
  const errors = [await runStepwise(run), await runUnrolled(run)].map(({ states }) =>
    largestDifference(states.get('hidden')!.data, each.outputs.at(-1)!.data),
  );
  return Math.max(...errors);
}
