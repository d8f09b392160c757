import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { InputError } from '@presage/core';
import type { ReportedEvent } from './event-document.ts';

/** Where an event can be seen. */
export interface EventFootage {
  readonly path: string;
  /** Whether that is the video that it was found in, or the clip beside the event. */
  readonly kind: 'video' | 'clip';
  /** When the event begins and ends in this file, in seconds. */
  readonly start: number;
  readonly end: number;
}

/**
 * The footage of an event: the video that it was found in where that is still the same file, else the
 * clip beside the event.
 *
 * @throws InputError `event-footage-gone`.
 */
export async function eventFootage(event: ReportedEvent): Promise<EventFootage> {
  const { source, clip, folder, startSeconds: start, endSeconds: end } = event;
  const video = await stat(source.path).catch(() => undefined);
  const same =
    video?.isFile() === true &&
    video.size === source.bytes &&
    video.mtime.toISOString() === source.modifiedAt;
  if (same) return { path: source.path, kind: 'video', start, end };
  const path = clip && join(folder, clip.file);
  const there = path ? await stat(path).catch(() => undefined) : undefined;
  if (path && there?.isFile() && there.size > 0) {
    const from = Math.max(0, start - clip.startSeconds);
    const to = Math.min(end, clip.endSeconds) - clip.startSeconds;
    return { path, kind: 'clip', start: from, end: to };
  }
  throw new InputError({
    code: 'event-footage-gone',
    message: `the footage of the event in ${folder} is gone: ${source.path} ${video ? 'is another file by now' : 'is not there'}, and ${path ? `${path} is not either` : 'the report has no clip of it'}; put the video back, or score it again and mark the event of that report`,
    fields: { event: event.id, source: source.path, folder },
  });
}
