import { frameNeedsOf, openModel, seededRandom, type ModelStream } from '@presage/model';
import { tiny } from '../networks/tiny.ts';
import { prepareModel } from '../prepare-model.ts';
import { randomFrames } from '../random-frames.ts';

// A process of its own, so that only the streams' memory is in it. One JSON line on stdout:
// resident bytes after each so many steps of all streams together.

const steps = 1_000_000;
const samples = 40;
const streamCount = 8;

const file = prepareModel(tiny);
await using model = await openModel(file, { device: 'cpu' });
using closing = new DisposableStack();
const streams = Array.from({ length: streamCount }, () => closing.use(model.stream()));
const next = randomFrames(frameNeedsOf(file, 'the network'));
const random = seededRandom(3);

/** Bytes, once what is garbage is gone. */
function resident(): number {
  for (let pass = 0; pass < 3; pass += 1) globalThis.gc?.();
  return process.memoryUsage.rss();
}

/** One step in five hundred comes after a gap, and one in as many after a reset. */
async function take(stream: ModelStream, count: number): Promise<void> {
  for (let step = 0; step < count; step += 1) {
    const event = random();
    if (event < 0.002) await stream.reset();
    const gap = event > 0.998 ? { discontinuity: 'gap' as const } : {};
    await stream.step({ ...next(), ...gap });
  }
}

const bytes: number[] = [];
for (let sample = 0; sample < samples; sample += 1) {
  const each = steps / samples / streamCount;
  await Promise.all(streams.map((stream) => take(stream, each)));
  bytes.push(resident());
  console.error(`${model.load().steps} steps, ${(bytes.at(-1)! / 1e6).toFixed(1)} MB`);
}
console.log(JSON.stringify({ stepsASample: steps / samples, bytes }));
