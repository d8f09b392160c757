import {
  bytesPerPixel,
  silentLogger,
  type Frame,
  type FrameNeeds,
  type Logger,
} from '@presage/core';
import { openVideo, probeVideo, type VideoInfo } from '@presage/io';
import { Footage } from '@presage/train';
import { lastValueFrom, map, tap } from 'rxjs';
import { checkFootageSize } from './check-footage-size.ts';
import type { LearnWarning } from './learn-progress.ts';
import type { FootageTimeline } from './review/footage-timeline.ts';
import { otherShapes } from './review/other-shapes.ts';

/** A part of a video file. */
export interface FootageSource {
  readonly path: string;
  /** Default 0. */
  readonly startSeconds?: number;
  /** Default: to the end. */
  readonly durationSeconds?: number;
}

export interface ReadFootageOptions {
  readonly needs: FrameNeeds;
  readonly signal: AbortSignal;
  readonly logger?: Logger;
  readonly onProgress?: (progress: ReadingProgress) => void;
}

/** How far the reading of a source is. */
export interface ReadingProgress {
  readonly source: string;
  /** Media time read, in seconds. */
  readonly seconds: number;
  readonly totalSeconds?: number;
}

/** Footage in memory, and what was wrong with where it came from. */
export interface ReadFootage {
  readonly footage: Footage;
  /** Where each frame came from. */
  readonly timeline: FootageTimeline;
  readonly warnings: readonly LearnWarning[];
}

/**
 * Reads sources one after the other; a new one begins a new span. Errors as `openVideo` and its frames
 * do; InputError `footage-too-long` where it would not fit into memory.
 */
export async function readFootage(
  sources: readonly FootageSource[],
  { needs, signal, logger = silentLogger, onProgress }: ReadFootageOptions,
): Promise<ReadFootage> {
  const { width, height, format, frameRate } = needs;
  const footage = new Footage(width * height * bytesPerPixel[format]);
  const videos: { source: FootageSource; info: VideoInfo }[] = [];
  for (const source of sources) {
    videos.push({ source, info: await probeVideo(source.path, { signal }) });
  }
  const seconds = videos.reduce((sum, { source, info }) => sum + secondsOf(source, info), 0);
  checkFootageSize({ seconds, frameRate, frameBytes: footage.frameBytes });

  const warnings: LearnWarning[] = [
    ...otherShapes(videos.map(({ source: { path }, info }) => ({ ...info, path }))),
  ];
  for (const { message } of warnings) logger.warn(message);
  const timeline: { path: string; first: number; seconds: number[] }[] = [];
  for (const source of sources) {
    const { path, startSeconds = 0, durationSeconds } = source;
    await using video = await openVideo(path, { startSeconds, durationSeconds, signal, logger });
    const totalSeconds = wantedSeconds(source, video.info.durationSeconds);
    const origin = { path, first: footage.length, seconds: [] as number[] };
    timeline.push(origin);
    const take = (frame: Frame): number => {
      using _ = frame;
      footage.append(frame);
      origin.seconds.push(frame.timestampUs / 1e6);
      return frame.timestampUs / 1e6 - startSeconds;
    };
    const told = tap((secondsRead: number) =>
      onProgress?.({
        source: path,
        seconds: secondsRead,
        ...(Number.isFinite(totalSeconds) && { totalSeconds }),
      }),
    );
    await lastValueFrom(video.frames(needs).pipe(map(take), told), { defaultValue: 0 });
    warnings.push(...video.warnings.map(({ code, message }) => ({ code, message })));
  }
  return { footage, timeline, warnings };
}

/** Seconds to read of a source that has `durationSeconds`; Infinity where nobody says. */
function wantedSeconds(source: FootageSource, durationSeconds = Infinity): number {
  const available = durationSeconds - (source.startSeconds ?? 0);
  return Math.min(available, source.durationSeconds ?? Infinity);
}

/** 0 where nobody says. */
function secondsOf(source: FootageSource, { durationSeconds }: VideoInfo): number {
  const seconds = wantedSeconds(source, durationSeconds);
  return Number.isFinite(seconds) ? Math.max(0, seconds) : 0;
}
