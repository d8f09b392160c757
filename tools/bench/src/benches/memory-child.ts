import { frameNeedsOf, openModel } from '@presage/model';
import { tiny } from '../networks/tiny.ts';
import { prepareModel } from '../prepare-model.ts';
import { randomFrames } from '../random-frames.ts';

// A process of its own, so that only the stream's memory is in it. One JSON line on stdout.

const steps = 100_000;
const warmUpSteps = 5_000;

const file = prepareModel(tiny);
await using model = await openModel(file, { device: 'cpu' });
using stream = model.stream();
const next = randomFrames(frameNeedsOf(file, 'the network'));

/** Bytes, once what is garbage is gone. */
function resident(): number {
  for (let pass = 0; pass < 3; pass += 1) globalThis.gc?.();
  return process.memoryUsage.rss();
}

/** On its own, so that the compiler sees the same loop all the way: compiling it again takes memory too. */
async function take(count: number): Promise<void> {
  for (let step = 0; step < count; step += 1) await stream.step(next());
}

await take(warmUpSteps);
const afterWarmUp = resident();
for (let taken = warmUpSteps; taken < steps;) {
  const count = Math.min(25_000, steps - taken);
  await take(count);
  taken += count;
  console.error(`${taken} steps, ${(resident() / 1e6).toFixed(1)} MB`);
}
console.log(JSON.stringify({ afterWarmUp, atEnd: resident(), steps }));
