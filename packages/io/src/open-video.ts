import { basename } from 'node:path';
import {
  InputError,
  silentLogger,
  systemClock,
  type Clock,
  type Frame,
  type FrameLedger,
  type FrameNeeds,
  type Logger,
  type StreamContext,
} from '@presage/core';
import type { Observable } from 'rxjs';
import { resolveFfmpeg } from './binaries/resolve-ffmpeg.ts';
import { checkNeeds } from './check-needs.ts';
import { decodeFrames } from './decode/decode-frames.ts';
import { checkFile } from './probe/check-file.ts';
import { probeVideo } from './probe/probe-video.ts';
import type { VideoInfo } from './probe/video-info.ts';
import type { VideoWarning } from './video-warning.ts';

export interface OpenVideoOptions {
  /** Default: the file's name. */
  readonly streamId?: string | undefined;
  /** Where to begin, in seconds of the file's time. Default 0. */
  readonly startSeconds?: number | undefined;
  /** How much to read, in seconds. Default: to the end. */
  readonly durationSeconds?: number | undefined;
  /** Gives the video up: readings in progress end with its reason. */
  readonly signal?: AbortSignal | undefined;
  /** Default: says nothing. */
  readonly logger?: Logger | undefined;
  /** Stamps the frames' arrival. Default: time since the process started. */
  readonly clock?: Clock | undefined;
}

/** A video that can be read, any number of times. Disposal ends the readings and waits for their ffmpeg. */
export interface Video extends AsyncDisposable {
  readonly info: VideoInfo;
  /** For {@link Plugin.attach}. */
  readonly context: StreamContext;
  /** What its user should know; each is said once, when it is found out. */
  readonly warnings: readonly VideoWarning[];
  /**
   * The frames as a plugin needs them, sampled, scaled and converted by ffmpeg. Cold: every
   * subscription starts an ffmpeg at the beginning, with a mailbox of its own. Timestamps are the
   * file's. By default every frame is delivered and ffmpeg waits for the receiver.
   *
   * Errors: InputError `video-undecodable`, `video-out-of-range`; FatalError `ffmpeg-died`,
   * `ffmpeg-failed`, `ffmpeg-start-failed`; the signal's reason; an AbortError after disposal.
   *
   * @throws InputError `frame-needs-invalid`
   */
  frames(needs: FrameNeeds, options?: { readonly ledger?: FrameLedger }): Observable<Frame>;
}

/**
 * Opens a video file.
 *
 * @param source Path of a file, or a `file://` address.
 * @throws what {@link probeVideo} throws; InputError `video-out-of-range`, `video-range-invalid`.
 */
export async function openVideo(source: string, options: OpenVideoOptions = {}): Promise<Video> {
  const { startSeconds = 0, durationSeconds, logger = silentLogger, clock = systemClock } = options;
  checkRange(startSeconds, durationSeconds);
  const info = await probeVideo(source, { signal: options.signal });
  if (startSeconds > 0 && startSeconds >= (info.durationSeconds ?? Infinity)) {
    throw new InputError({
      code: 'video-out-of-range',
      message: `${source} is ${info.durationSeconds} s long and cannot be read from ${startSeconds} s on. Start earlier.`,
      fields: { source, startSeconds, durationSeconds: info.durationSeconds },
    });
  }
  const { ffmpeg } = await resolveFfmpeg();
  const path = await checkFile(source);
  const disposal = new AbortController();
  const signal = options.signal
    ? AbortSignal.any([options.signal, disposal.signal])
    : disposal.signal;
  const streamId = options.streamId ?? basename(path);
  const warnings: VideoWarning[] = [];
  const running = new Set<Promise<void>>();

  function warn(warning: VideoWarning): void {
    if (warnings.some(({ message }) => message === warning.message)) return;
    warnings.push(warning);
    logger.warn(warning.message, { code: warning.code, ...warning.fields });
  }
  for (const message of ffmpeg.warnings)
    warn({ code: 'ffmpeg-old', message, fields: { ...ffmpeg } });

  return {
    info,
    context: { streamId, logger, clock, signal },
    warnings,
    frames(needs, { ledger } = {}) {
      checkNeeds(needs);
      if (info.frameRate < needs.frameRate * 0.99) warn(slower(info, needs));
      const endSeconds = durationSeconds === undefined ? undefined : startSeconds + durationSeconds;
      return decodeFrames(
        {
          ffmpeg,
          path,
          info,
          streamId,
          needs,
          startSeconds,
          endSeconds,
          clock,
          ledger,
          signal,
          warn,
        },
        (reading) => {
          running.add(reading);
          void reading.finally(() => running.delete(reading));
        },
      );
    },
    async [Symbol.asyncDispose]() {
      disposal.abort();
      await Promise.all(running);
    },
  };
}

function checkRange(startSeconds: number, durationSeconds: number | undefined): void {
  if (startSeconds >= 0 && Number.isFinite(startSeconds) && !((durationSeconds ?? 1) <= 0)) return;
  throw new InputError({
    code: 'video-range-invalid',
    message: `startSeconds must be 0 or more and durationSeconds more than 0, not ${startSeconds} and ${durationSeconds}.`,
    fields: { startSeconds, durationSeconds },
  });
}

function slower(info: VideoInfo, needs: FrameNeeds): VideoWarning {
  const given = Math.round(info.frameRate * 100) / 100;
  return {
    code: 'source-slower',
    message: `${info.source} has ${given} frames a second, fewer than the ${needs.frameRate} asked for: every one of them is taken.`,
    fields: { source: info.source, frameRate: info.frameRate, asked: needs.frameRate },
  };
}
