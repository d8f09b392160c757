import type { ModelStream } from '../src/runtime/model.ts';
import { openModel } from '../src/runtime/open-model.ts';
import { seededRandom } from '../src/seeded-random.ts';
import { greyFrame } from './frames.ts';
import { leakySumsFile } from './leaky-sums.ts';

// A process of its own, so that only the streams' memory is in it. One JSON line on stdout.

const random = seededRandom(1);
await using model = await openModel(leakySumsFile(), { threads: 1, batching: { sizes: [2, 4] } });
using closing = new DisposableStack();
const streams = Array.from({ length: 8 }, () => closing.use(model.stream()));

/** Bytes, once what is garbage is gone. */
function resident(): number {
  for (let pass = 0; pass < 3; pass += 1) globalThis.gc?.();
  return process.memoryUsage.rss();
}

/** Now and then with a reset, a gap, or a snapshot put into another stream. */
async function take(stream: ModelStream, count: number): Promise<void> {
  for (let step = 0; step < count; step += 1) {
    const event = random();
    if (event < 0.005) await stream.reset();
    if (event > 0.99) {
      using other = model.stream();
      await other.restore(await stream.snapshot());
      await other.step(greyFrame(0, 1));
    }
    await stream.step(greyFrame(step, step % 255, event < 0.01 ? 'gap' : undefined));
  }
}

async function takeAll(count: number): Promise<number> {
  await Promise.all(streams.map((stream) => take(stream, count / streams.length)));
  return resident();
}

const atBegin = await takeAll(30_000);
const atEnd = await takeAll(60_000);
process.stdout.write(JSON.stringify({ atBegin, atEnd, load: model.load() }));
