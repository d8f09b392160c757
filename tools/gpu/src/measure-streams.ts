import { openModel, type Device, type ModelFile } from '@presage/model';

export interface StreamFigures {
  readonly stepsPerSecond: number;
  /** Milliseconds from asking for a step of every stream to the last answer; half of the times, and all but one in a hundred. */
  readonly p50: number;
  readonly p99: number;
}

export interface StreamOptions {
  readonly device: Device;
  readonly streams: number;
  readonly seconds: number;
  readonly signal: AbortSignal;
}

/** Frames on hand, taken in turn. */
const framesMade = 16;

/** Steps of so many streams at once, each with noise, in runs that all of them share. */
export async function measureStreams(
  file: ModelFile,
  { device, streams: count, seconds, signal }: StreamOptions,
): Promise<StreamFigures> {
  const batching = count === 1 ? 'off' : { sizes: [count] };
  await using model = await openModel(file, { device, batching, signal });
  const streams = Array.from({ length: count }, () => model.stream());
  const length = model.description.input.shape.reduce((product, size) => product * size, 1);
  const frames = Array.from({ length: framesMade }, (_, frame) =>
    new Uint8Array(length).map((__, index) => (index * 31 + frame * 17) % 256),
  );
  async function round(index: number): Promise<void> {
    const frame = frames[index % framesMade]!;
    await Promise.all(streams.map((stream) => stream.stepArray(frame)));
  }

  for (let warming = 0; warming < 3; warming += 1) await round(warming);
  const times: number[] = [];
  const begin = performance.now();
  while (performance.now() - begin < seconds * 1000 || times.length < 3) {
    const start = performance.now();
    await round(times.length);
    times.push(performance.now() - start);
  }
  return figuresOf(times, count);
}

/** From the milliseconds of each round of `count` steps. */
export function figuresOf(times: readonly number[], count: number): StreamFigures {
  const sorted = times.toSorted((a, b) => a - b);
  const at = (share: number) =>
    sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))]!;
  const whole = times.reduce((sum, time) => sum + time, 0);
  return { stepsPerSecond: (times.length * count * 1000) / whole, p50: at(0.5), p99: at(0.99) };
}
