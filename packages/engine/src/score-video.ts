import { anomalies, type Zones } from '@presage/anomaly';
import {
  createFrameLedger,
  silentLogger,
  systemClock,
  type Clock,
  type Logger,
} from '@presage/core';
import { openVideo } from '@presage/io';
import type { Model } from '@presage/model';
import { fromEvent, lastValueFrom, takeUntil, tap, type Observable } from 'rxjs';
import { observableWork, type WorkContext } from './observable-work.ts';
import type { ScoreProgress } from './score-progress.ts';
import { videoTooShort } from './video-too-short.ts';

export interface ScoreVideoOptions {
  /** A video file. */
  readonly source: string;
  /** A calibrated model. Stays its owner's. */
  readonly model: Model;
  /** Default: what the model was learned for, or 1. */
  readonly falseAlarmsPerDay?: number;
  /** Masks and zones, besides those that the model was calibrated with. */
  readonly zones?: Zones;
  /** Begin here. Default: the start of the file. */
  readonly startSeconds?: number;
  /** How much of it. Default: to its end. */
  readonly durationSeconds?: number;
  /** Stops: ffmpeg is ended, and the result errors with the signal's reason once it is gone. */
  readonly signal?: AbortSignal;
  readonly logger?: Logger;
  readonly clock?: Clock;
}

/**
 * Scores a video, frame by frame. Each subscription opens the video and starts from zero state;
 * unsubscribing frees both.
 *
 * Errors with what {@link openVideo} and {@link anomalies} throw; InputError `video-too-short`
 * where no frame came after the warm-up; the signal's reason.
 */
export function scoreVideo(options: ScoreVideoOptions): Observable<ScoreProgress> {
  return observableWork((context) => run(options, context), options.signal);
}

async function run(
  options: ScoreVideoOptions,
  { subscriber, signal }: WorkContext<ScoreProgress>,
): Promise<void> {
  const { source, model, falseAlarmsPerDay, zones, startSeconds = 0, durationSeconds } = options;
  const { logger = silentLogger, clock = systemClock } = options;
  const watch = anomalies({
    model,
    ...(falseAlarmsPerDay !== undefined && { falseAlarmsPerDay }),
    ...(zones && { zones }),
  });
  const { threshold } = watch;
  const begin = clock.now();
  await using video = await openVideo(source, {
    startSeconds,
    ...(durationSeconds !== undefined && { durationSeconds }),
    signal,
    logger,
    clock,
  });

  const { info } = video;
  const ends = [startSeconds + (durationSeconds ?? Infinity), info.durationSeconds ?? Infinity];
  const endSeconds = Math.min(...ends);
  subscriber.next({
    kind: 'started',
    video: info,
    threshold,
    ...(Number.isFinite(endSeconds) && { endSeconds }),
  });

  const ledger = createFrameLedger();
  let judgedFrames = 0;
  let first: number | undefined;
  let last = 0;
  const results = video.frames(watch.needs, { ledger }).pipe(
    watch.attach(video.context),
    tap((result) => {
      if (result.kind === 'score') {
        first ??= result.timestampUs;
        last = result.timestampUs;
        if (!result.warmUp) judgedFrames += 1;
      }
      subscriber.next(result);
    }),
    takeUntil(fromEvent(signal, 'abort')),
  );
  await lastValueFrom(results, { defaultValue: undefined });
  signal.throwIfAborted();

  const { frameRate } = watch.needs;
  if (judgedFrames === 0) {
    const { warmUpFrames } = model.description;
    throw videoTooShort({ source, frames: ledger.snapshot().captured, warmUpFrames, frameRate });
  }
  subscriber.next({
    kind: 'done',
    summary: {
      video: info,
      threshold,
      zones: watch.zones,
      viewFaults: watch.viewFaults,
      device: model.device,
      ledger: ledger.snapshot(),
      judgedFrames,
      mediaSeconds: (last - (first ?? 0)) / 1e6 + 1 / frameRate,
      wallSeconds: (clock.now() - begin) / 1000,
      warnings: video.warnings,
    },
  });
}
