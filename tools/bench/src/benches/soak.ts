import { z } from 'zod';
import type { Bench } from '../bench.ts';
import { measured } from '../figure.ts';
import { runChild } from '../run-child.ts';
import { slopeOf } from '../slope-of.ts';

const answerSchema = z.object({ stepsASample: z.number(), bytes: z.array(z.number()).min(3) });

/** Whether many streams that run for long, and are reset now and then, keep their memory. */
export const soak: Bench = {
  name: 'soak',
  about: 'resident memory over 1,000,000 steps on 8 streams with random resets (some minutes)',
  async run({ signal, say }) {
    const output = await runChild(
      process.execPath,
      [
        '--expose-gc',
        '--conditions=@presage/source',
        new URL('soak-child.ts', import.meta.url).pathname,
      ],
      { signal, onStderr: say },
    );
    const { stepsASample, bytes } = answerSchema.parse(JSON.parse(output));
    const mb = bytes.map((each) => each / 1e6);
    return [
      measured({
        name: 'soak/slope',
        value: slopeOf(mb) * (100_000 / stepsASample),
        unit: 'MB per 100,000 steps',
        bar: 1,
        reference: `least squares over ${bytes.length} samples in ${bytes.length * stepsASample} steps; ${mb[0]!.toFixed(0)} MB resident at the first, ${mb.at(-1)!.toFixed(0)} at the last`,
      }),
    ];
  },
};
