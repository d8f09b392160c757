import { silentLogger, type Frame, type Logger } from '@presage/core';
import { openVideo, type VideoWarning } from '@presage/io';
import type { ModelDescription } from '@presage/model';
import { Footage } from '@presage/train';
import { lastValueFrom, map, tap } from 'rxjs';

/** A part of a video file. */
export interface FootageSource {
  readonly path: string;
  /** Default 0. */
  readonly startSeconds?: number;
  /** Default: to the end. */
  readonly durationSeconds?: number;
}

export interface ReadFootageOptions {
  readonly needs: ModelDescription['needs'];
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
  readonly warnings: readonly VideoWarning[];
}

/** Reads sources one after the other; a new one begins a new span. Errors as `openVideo` and its frames do. */
export async function readFootage(
  sources: readonly FootageSource[],
  { needs, signal, logger = silentLogger, onProgress }: ReadFootageOptions,
): Promise<ReadFootage> {
  const footage = new Footage(needs.width * needs.height * (needs.format === 'rgb24' ? 3 : 1));
  const warnings: VideoWarning[] = [];
  for (const source of sources) {
    const { path, startSeconds = 0, durationSeconds } = source;
    await using video = await openVideo(path, { startSeconds, durationSeconds, signal, logger });
    const available = (video.info.durationSeconds ?? Infinity) - startSeconds;
    const totalSeconds = Math.min(available, durationSeconds ?? Infinity);
    const take = (frame: Frame): number => {
      using _ = frame;
      footage.append(frame);
      return frame.timestampUs / 1e6 - startSeconds;
    };
    const told = tap((seconds: number) =>
      onProgress?.({
        source: path,
        seconds,
        ...(Number.isFinite(totalSeconds) && { totalSeconds }),
      }),
    );
    await lastValueFrom(video.frames(needs).pipe(map(take), told), { defaultValue: 0 });
    warnings.push(...video.warnings);
  }
  return { footage, warnings };
}
