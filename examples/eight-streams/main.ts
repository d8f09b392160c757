// Eight streams on one model, each with its own state: pnpm start model.onnx
import { frameNeedsOf, openModel, type ModelStream } from '@presage/model';

const [path = 'model.onnx'] = process.argv.slice(2);

// Steps of different streams share a run where that was measured to pay, as on a GPU. Here they
// share whatever it costs: `auto`, the default, would measure first.
await using model = await openModel(path, { batching: { sizes: [2, 4, 8] } });
const { width, height, format } = frameNeedsOf(model, path);
const frames = 50;

// No step waits for the one before to be answered: what is waiting shares runs.
async function watch(stream: ModelStream, camera: number): Promise<number> {
  const steps = Array.from({ length: frames }, (_, sequence) =>
    stream.step({
      streamId: `camera ${camera}`,
      sequence,
      timestampUs: sequence * 200_000,
      arrivalMs: 0,
      width,
      height,
      format,
      bytes: new Uint8Array(width * height).fill(camera * 20),
    }),
  );
  const results = await Promise.all(steps);
  return results.at(-1)?.outputs['error']?.data[0] ?? 0;
}

const streams = Array.from({ length: 8 }, () => model.stream());
const errors = await Promise.all(streams.map(watch));
console.log('last errors:', errors.map((error) => error.toFixed(4)).join(' '));

const { steps, runs, sharing } = model.load();
console.log(`${steps} steps. ${sharing}`);
for (const { streams: together, runs: count } of runs) console.log(`${count} runs of ${together}`);
for (const stream of streams) stream[Symbol.dispose]();
