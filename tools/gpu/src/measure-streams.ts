import { openModel, type Device, type ModelFile, type ModelStream } from '@presage/model';

export interface StreamFigures {
  readonly stepsPerSecond: number;
  /** Milliseconds of a run; half of them, and all but one in a hundred. */
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

/** Steps that wait of each stream: the next run finds one of every stream. */
const waitingSteps = 3;

/** Steps of so many streams at once, each with noise, in runs that all of them share. */
export async function measureStreams(
  file: ModelFile,
  { device, streams: count, seconds, signal }: StreamOptions,
): Promise<StreamFigures & { readonly inFullRuns: number }> {
  const batching = count === 1 ? 'off' : { sizes: [count] };
  await using model = await openModel(file, { device, batching, signal });
  const length = model.description.input.shape.reduce((product, size) => product * size, 1);
  const frames = Array.from({ length: framesMade }, (_, frame) =>
    new Uint8Array(length).map((__, index) => (index * 31 + frame * 17) % 256),
  );
  const times: number[] = [];
  let begin = Infinity;
  let end = Infinity;

  /** One of those that keep a stream's steps waiting. */
  async function keepStepping(stream: ModelStream): Promise<void> {
    for (let index = 0; performance.now() < end; index += 1) {
      const { stepMs } = await stream.stepArray(frames[index % framesMade]!);
      if (performance.now() >= begin) times.push(stepMs);
    }
  }
  const streams = Array.from({ length: count }, () => model.stream());
  const stepping = streams.flatMap((stream) =>
    Array.from({ length: waitingSteps }, () => keepStepping(stream)),
  );
  // Not from the first step on: the first runs find less than a step of every stream.
  for (let warming = 0; warming < 3; warming += 1) await streams[0]!.stepArray(frames[0]!);
  begin = performance.now();
  end = begin + seconds * 1000;
  await Promise.all(stepping);
  const whole = performance.now() - begin;
  const { runs, steps } = model.load();
  const full = runs.find((run) => run.streams === count)?.runs ?? 0;
  return { ...figuresOf(times, whole), inFullRuns: (full * count) / steps };
}

/** From the milliseconds of each step's run, and those that all steps took together. */
export function figuresOf(times: readonly number[], whole: number): StreamFigures {
  const sorted = times.toSorted((a, b) => a - b);
  const at = (share: number) =>
    sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))]!;
  return { stepsPerSecond: (times.length * 1000) / whole, p50: at(0.5), p99: at(0.99) };
}
