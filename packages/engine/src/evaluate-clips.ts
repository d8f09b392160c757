import { basename } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { anomalies, type Zones } from '@presage/anomaly';
import { InputError, silentLogger, type FrameNeeds, type Logger } from '@presage/core';
import { openVideo } from '@presage/io';
import type { Model } from '@presage/model';
import { fromEvent, lastValueFrom, takeUntil, tap, type Observable } from 'rxjs';
import { createMeanPicture } from './evaluate-baselines.ts';
import { labelledFolder } from './evaluate-folder.ts';
import type { EvaluateProgress, MethodEvaluation } from './evaluate-progress.ts';
import { runClip } from './evaluate-run.ts';
import {
  evaluatedClip,
  evaluationCount,
  judgedEvents,
  methodEvaluations,
  protocolsOf,
  type JudgedClip,
} from './evaluate-summary.ts';
import { observableWork, type WorkContext } from './observable-work.ts';
import type { FootageSource } from './read-footage.ts';

export interface EvaluateClipsOptions {
  /** A calibrated model. Stays its owner's. */
  readonly model: Model;
  /** Folder of videos, each named in the labels by its file name without ending. */
  readonly clips: string;
  /** JSON file: what is abnormal in each clip, as `parseLabels` of `@presage/anomaly` describes. */
  readonly labels: string;
  /** Normal video that the mean picture is made of. Default: each clip's own past. */
  readonly normal?: readonly FootageSource[];
  /** Default: what the model was learned for, or 1. */
  readonly falseAlarmsPerDay?: number;
  /** The model forgets what it saw after so many frames (of those it sees). Default: never within a clip. */
  readonly windowFrames?: number;
  /** Masks leave their part of the picture out. Default: none. */
  readonly zones?: Zones;
  /** Stops: ffmpeg is ended, and the result errors with the signal's reason once it is gone. */
  readonly signal?: AbortSignal;
  readonly logger?: Logger;
}

/**
 * Runs a model over labelled clips, as a camera would show them, and measures how well its scores
 * and events tell what is abnormal, beside scores that need no model. Nothing starts before the
 * subscription; unsubscribing stops and frees everything.
 *
 * Errors as {@link labelledFolder}, {@link openVideo} and {@link anomalies} do; InputError
 * `window-frames`; the signal's reason.
 */
export function evaluateClips(options: EvaluateClipsOptions): Observable<EvaluateProgress> {
  return observableWork((context) => run(options, context), options.signal);
}

async function run(
  options: EvaluateClipsOptions,
  context: WorkContext<EvaluateProgress>,
): Promise<void> {
  const { model, falseAlarmsPerDay, windowFrames, zones, logger = silentLogger } = options;
  const { signal, subscriber } = context;
  checkWindow(windowFrames);
  const watch = anomalies({
    model,
    ...(falseAlarmsPerDay !== undefined && { falseAlarmsPerDay }),
    ...(zones && { zones }),
  });
  const videos = await labelledFolder({ folder: options.clips, labels: options.labels, signal });
  const mean = options.normal && (await meanOf(options.normal, watch.needs, context));

  const totalFrames = videos.reduce((sum, { labels }) => sum + labels.frames, 0);
  const judged: JudgedClip[] = [];
  let done = 0;
  for (const video of videos) {
    const before = done;
    const found = await runClip(video, {
      watch,
      mean,
      windowFrames,
      signal,
      logger,
      onProgress: (seconds) =>
        subscriber.next({
          kind: 'scoring',
          clip: video.name,
          frames: before + Math.round(seconds * video.frameRate),
          totalFrames,
        }),
    });
    judged.push({ video, run: found });
    done += video.labels.frames;
  }

  const clips = judged.map(evaluatedClip);
  const protocols = protocolsOf({
    watch,
    windowFrames,
    meanPicture: mean ? 'normal-footage' : 'frames-before',
  });
  const methods: MethodEvaluation[] = [];
  for (const evaluation of methodEvaluations(clips, protocols)) {
    methods.push(evaluation);
    subscriber.next({ kind: 'measuring', done: methods.length, total: evaluationCount });
    // Each takes seconds where clips are long: others must be heard meanwhile.
    await setImmediate();
    signal.throwIfAborted();
  }
  subscriber.next({
    kind: 'done',
    clips,
    summary: {
      device: model.device,
      methods,
      ...judgedEvents(judged, watch, protocols.model),
      threshold: watch.threshold,
      falseAlarmsPerDay: falseAlarmsPerDay ?? watch.calibration.falseAlarmsPerDay ?? 1,
      viewFaults: judged.flatMap(({ video: { name }, run: { viewFaults } }) =>
        viewFaults.map((fault) => ({ clip: name, ...fault })),
      ),
      warnings: judged.flatMap(({ run: { warnings } }) =>
        warnings.map(({ code, message }) => ({ code, message })),
      ),
    },
  });
}

function checkWindow(frames: number | undefined): void {
  if (frames === undefined || (Number.isInteger(frames) && frames >= 1)) return;
  throw new InputError({
    code: 'window-frames',
    message: `windowFrames must be a whole number of frames, 1 or more; got ${frames}.`,
  });
}

/** The mean picture of normal footage. None of its frames is kept. */
async function meanOf(
  sources: readonly FootageSource[],
  needs: FrameNeeds,
  { subscriber, signal }: WorkContext<EvaluateProgress>,
): Promise<Float32Array | undefined> {
  const picture = createMeanPicture();
  for (const { path, startSeconds = 0, durationSeconds } of sources) {
    await using video = await openVideo(path, { startSeconds, durationSeconds, signal });
    const totalSeconds = Math.min(
      (video.info.durationSeconds ?? Infinity) - startSeconds,
      durationSeconds ?? Infinity,
    );
    const frames = video.frames(needs).pipe(
      tap((frame) => {
        using _ = frame;
        picture.add(frame.bytes);
        subscriber.next({
          kind: 'reading',
          source: basename(path),
          seconds: frame.timestampUs / 1e6 - startSeconds,
          ...(Number.isFinite(totalSeconds) && { totalSeconds }),
        });
      }),
      takeUntil(fromEvent(signal, 'abort')),
    );
    await lastValueFrom(frames, { defaultValue: undefined });
    signal.throwIfAborted();
  }
  return picture.mean();
}
