import { frameNeedsOf, openModel } from '@presage/model';
import { setTimeout as sleep } from 'node:timers/promises';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import type { Bench } from '../bench.ts';
import { measured } from '../figure.ts';
import { chongTay } from '../networks/chong-tay.ts';
import { prepareModel } from '../prepare-model.ts';
import { randomFrames } from '../random-frames.ts';

const seconds = 10;
const stepsUnderWay = 4;

/** How long the main thread is kept from its work while a model's worker has no rest. */
export const eventLoopDelay: Bench = {
  name: 'event-loop-delay',
  about: 'the main thread’s event loop while a model worker is saturated',
  async run({ signal, say }) {
    const file = prepareModel(chongTay);
    await using model = await openModel(file, { device: 'cpu', signal });
    using stream = model.stream();
    const next = randomFrames(frameNeedsOf(file, 'the network'));

    const idle = await p99During(async () => {
      await sleep(seconds * 1000, undefined, { signal });
    });
    const end = performance.now() + seconds * 1000;
    const busy = await p99During(async () => {
      const steppers = Array.from({ length: stepsUnderWay }, async () => {
        while (performance.now() < end && !signal.aborted) await stream.step(next());
      });
      await Promise.all(steppers);
    });
    say(`p99 ${busy.toFixed(1)} ms, idle ${idle.toFixed(1)} ms`);
    return [
      measured({
        name: 'event-loop-delay',
        value: busy,
        unit: 'ms (p99)',
        bar: 20,
        reference: `idle ${idle.toFixed(1)} ms; sampled every 1 ms, which is included`,
      }),
    ];
  },
};

/** The 99th percentile of the loop's turns, in milliseconds. */
async function p99During(work: () => Promise<void>): Promise<number> {
  const delays = monitorEventLoopDelay({ resolution: 1 });
  delays.enable();
  try {
    await work();
  } finally {
    delays.disable();
  }
  return delays.percentile(99) / 1e6;
}
