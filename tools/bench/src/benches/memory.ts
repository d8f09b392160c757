import { z } from 'zod';
import type { Bench } from '../bench.ts';
import { runChild } from '../run-child.ts';
import { measured } from '../figure.ts';

const answerSchema = z.object({ afterWarmUp: z.number(), atEnd: z.number(), steps: z.number() });

/** Whether a stream that runs for long keeps its memory. */
export const memory: Bench = {
  name: 'memory',
  about: 'resident memory over 100,000 steps on one stream (a minute or two)',
  async run({ signal, say }) {
    const output = await runChild(
      process.execPath,
      [
        '--expose-gc',
        '--conditions=@presage/source',
        new URL('memory-child.ts', import.meta.url).pathname,
      ],
      { signal, onStderr: say },
    );
    const { afterWarmUp, atEnd, steps } = answerSchema.parse(JSON.parse(output));
    return [
      measured({
        name: 'memory/growth',
        value: (atEnd - afterWarmUp) / 1e6,
        unit: 'MB',
        bar: 5,
        reference: `${steps} steps; ${(afterWarmUp / 1e6).toFixed(0)} MB resident after the first 5,000`,
      }),
    ];
  },
};
