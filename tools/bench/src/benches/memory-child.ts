import { openModel } from '@presage/model';
import { tiny } from '../networks/tiny.ts';
import { prepareModel } from '../prepare-model.ts';
import { randomFrames } from '../random-frames.ts';

// A process of its own, so that only the stream's memory is in it. One JSON line on stdout.

const steps = 100_000;
const warmUpSteps = 5_000;

const file = prepareModel(tiny);
await using model = await openModel(file);
using stream = model.stream();
const next = randomFrames(file.description.needs);

/** Bytes, once what is garbage is gone. */
function resident(): number {
  for (let pass = 0; pass < 3; pass += 1) globalThis.gc?.();
  return process.memoryUsage.rss();
}

let afterWarmUp = 0;
for (let step = 1; step <= steps; step += 1) {
  await stream.step(next());
  if (step === warmUpSteps) afterWarmUp = resident();
  if (step % 25_000 === 0) console.error(`${step} steps, ${(resident() / 1e6).toFixed(1)} MB`);
}
console.log(JSON.stringify({ afterWarmUp, atEnd: resident(), steps }));
