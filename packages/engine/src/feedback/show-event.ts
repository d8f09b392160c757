import {
  createScorer,
  observationFrom,
  openSettledStream,
  type Calibration,
} from '@presage/anomaly';
import { InputError, type FrameData } from '@presage/core';
import { openVideo } from '@presage/io';
import { frameNeedsOf, type Model } from '@presage/model';
import { lastValueFrom, map, toArray } from 'rxjs';
import type { EventFootage } from './event-footage.ts';
import type { ScoredEventFrame } from './rescored.ts';
import { backgroundOf, variations, variedFrames, type Variation } from './varied-frames.ts';

export interface ShowEventOptions {
  readonly model: Model;
  readonly signal: AbortSignal;
  /** Called with the share done, 0 to 1. */
  readonly onProgress?: (share: number) => void;
}

/** An event's frames in memory, at twice the model's rate, and when in them the event is. */
export interface EventFrames {
  readonly frames: readonly FrameData[];
  readonly background: Uint8Array;
  readonly start: number;
  readonly end: number;
}

/** The state of a model wants to know what was before; seconds. */
const leadSeconds = 6;
/** Scores rise and fall around an event for so long; seconds. */
const aroundSeconds = 1.6;
/** Of an event that lasts longer than this only the beginning is learned from; seconds. */
const longestSeconds = 60;

/**
 * Reads an event with what was before it.
 *
 * @throws as `openVideo` and its frames do; InputError `event-too-short`.
 */
export async function readEventFrames(
  { path, start, end }: EventFootage,
  { model, signal }: ShowEventOptions,
): Promise<EventFrames> {
  const needs = frameNeedsOf(model, 'the model');
  const from = Math.max(0, start - aroundSeconds - leadSeconds);
  const to = Math.min(end, start + longestSeconds) + aroundSeconds;
  await using video = await openVideo(path, {
    startSeconds: from,
    durationSeconds: to - from,
    signal,
  });
  const frames = await lastValueFrom(
    video.frames({ ...needs, frameRate: 2 * needs.frameRate }).pipe(
      map((frame): FrameData => {
        using _ = frame;
        const { settle: __, [Symbol.dispose]: ___, ...data } = frame;
        return { ...data, bytes: frame.bytes.slice() };
      }),
      toArray(),
    ),
  );
  const { warmUpFrames } = model.description;
  if (frames.length <= 2 * warmUpFrames) {
    throw new InputError({
      code: 'event-too-short',
      message: `${path} shows the event for ${(frames.length / 2 / needs.frameRate).toFixed(1)} s, and the model sees something after ${(warmUpFrames / needs.frameRate).toFixed(1)} s; give one with more footage before it`,
      fields: { path },
    });
  }
  return {
    frames,
    background: backgroundOf(frames),
    start: start - aroundSeconds,
    end: to,
  };
}

/** Shows an event to the model once for each variation; what it says and how that is scored. */
export async function showEvent(
  event: EventFrames,
  calibration: Calibration,
  options: ShowEventOptions,
): Promise<readonly (readonly ScoredEventFrame[])[]> {
  const runs: (readonly ScoredEventFrame[])[] = [];
  for (const variation of variations) {
    options.signal.throwIfAborted();
    runs.push(await showOnce({ event, variation, calibration }, options));
    options.onProgress?.(runs.length / variations.length);
  }
  return runs;
}

async function showOnce(
  shown: {
    readonly event: EventFrames;
    readonly variation: Variation;
    readonly calibration: Calibration;
  },
  { model }: ShowEventOptions,
): Promise<readonly ScoredEventFrame[]> {
  const { event, variation, calibration } = shown;
  using stream = openSettledStream(model);
  const score = createScorer(calibration);
  const frames: ScoredEventFrame[] = [];
  for (const frame of variedFrames(event.frames, event.background, variation)) {
    const discontinuous = frame.discontinuity !== undefined;
    const step = await stream.step(frame);
    const observation = observationFrom(step, { discontinuous, grid: calibration.grid });
    const seconds = observation.timestampUs / 1e6;
    const inEvent = seconds >= event.start && seconds <= event.end;
    frames.push({ observation, ...score(observation), inEvent });
  }
  return frames;
}
