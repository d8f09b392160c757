import {
  createScorer,
  observationFrom,
  openSettledStream,
  type Calibration,
  type Observation,
} from '@presage/anomaly';
import type { FrameData } from '@presage/core';
import { openModel, type Model, type ModelFile, type ModelStream } from '@presage/model';

/** Two models that are shown the same frames. */
export interface ModelPair extends AsyncDisposable {
  /** Shows both the frames, from zero state. Nothing else is under way meanwhile. */
  observe(frames: Iterable<FrameData>, onFrame: () => void): Promise<PairObservations>;
}

/** What each of two models said of each frame, in order, and how long its steps took. */
export interface PairObservations {
  readonly before: ModelObservations;
  readonly after: ModelObservations;
}

export interface ModelObservations {
  readonly observations: readonly Observation[];
  /** Milliseconds, one a frame. */
  readonly stepMs: readonly number[];
}

export interface OpenModelPairOptions {
  readonly threads?: number;
  readonly signal: AbortSignal;
}

/** Opens a model as it was and as it is now, on the CPU. */
export async function openModelPair(
  { before, after }: { readonly before: ModelFile; readonly after: ModelFile },
  { threads, signal }: OpenModelPairOptions,
): Promise<ModelPair> {
  const options = {
    signal,
    device: 'cpu',
    batching: 'off',
    ...(threads !== undefined && { threads }),
  } as const;
  await using opened = new AsyncDisposableStack();
  const models = {
    before: opened.use(await openModel(before, options)),
    after: opened.use(await openModel(after, options)),
  };
  const owned = opened.move();
  return {
    observe: (frames, onFrame) => observeInTurns(models, frames, onFrame),
    [Symbol.asyncDispose]: () => owned.disposeAsync(),
  };
}

/** In turns, so that whatever slows the machine down slows both. */
async function observeInTurns(
  models: { readonly before: Model; readonly after: Model },
  frames: Iterable<FrameData>,
  onFrame: () => void,
): Promise<PairObservations> {
  using before = openSettledStream(models.before);
  using after = openSettledStream(models.after);
  const said = { before: emptyObservations(), after: emptyObservations() };
  for (const frame of frames) {
    // A step takes the frame's bytes away.
    const copy = { ...frame, bytes: frame.bytes.slice() };
    await observeOne(before, frame, said.before);
    await observeOne(after, copy, said.after);
    onFrame();
  }
  return said;
}

const emptyObservations = () => ({ observations: [] as Observation[], stepMs: [] as number[] });

async function observeOne(
  stream: Pick<ModelStream, 'step'>,
  frame: FrameData,
  said: ReturnType<typeof emptyObservations>,
): Promise<void> {
  const discontinuous = frame.discontinuity !== undefined;
  const step = await stream.step(frame);
  said.observations.push(observationFrom(step, { discontinuous }));
  said.stepMs.push(step.stepMs);
}

/** A frame's score, as on a camera. */
export interface TimedScore {
  readonly score: number;
  readonly timestampUs: number;
}

/** The scores of a stream's frames, those of the warm-up left out. */
export function steadyScores(
  observations: readonly Observation[],
  calibration: Calibration,
): readonly TimedScore[] {
  const scoreOf = createScorer(calibration);
  return observations.flatMap((observation) => {
    const { score } = scoreOf(observation);
    return observation.warmUp ? [] : [{ score, timestampUs: observation.timestampUs }];
  });
}
