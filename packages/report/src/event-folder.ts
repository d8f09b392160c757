import { stat } from 'node:fs/promises';
import { basename, resolve } from 'node:path';
import { eventRecord, type EventRecord } from './events-document.ts';
import type { ReportOptions } from './report-options.ts';
import type { WatchEvent } from './watch-result.ts';
import type { WatchedSpan } from './watched-span.ts';

/** Names of the files in an event's folder, by what they are. */
export const eventFiles = {
  event: 'event.json',
  thumbnail: 'thumbnail.jpg',
  clip: 'clip.mp4',
} as const;

/** The folder of a report that holds one folder an event: `1`, `2` … in order of time. */
export const eventsFolder = 'events';

/** The video that an event is from. */
export interface EventSource {
  /** Its full path where it was watched. */
  readonly path: string;
  /** What people call it. */
  readonly name: string;
  /** Size and time of change while it was watched (ISO 8601): whether it is the same file still. */
  readonly bytes: number;
  readonly modifiedAt: string;
}

/**
 * What `event.json` holds: the event as in `events.json`, and all that it takes to take it up again
 * elsewhere. A reader checks `format` and `version`; fields may be added within a version.
 */
export interface EventFolderDocument extends EventRecord {
  readonly format: 'presage-event';
  readonly version: 1;
  /** The number of its folder, from 1. */
  readonly number: number;
  readonly source: EventSource;
  readonly model: {
    readonly path: string;
    readonly sha256: string | null;
    readonly version: number | null;
  } | null;
  readonly threshold: number;
  readonly falseAlarmsPerDay: number;
  /** Name of the picture in this folder; null where there is none. */
  readonly thumbnail: string | null;
  /** The video in this folder and which part of the source it shows; null where there is none. */
  readonly clip: {
    readonly file: string;
    readonly startSeconds: number;
    readonly endSeconds: number;
  } | null;
}

/** What the file system says of the video. */
export async function eventSource({
  path,
  name = basename(path),
}: ReportOptions['video']): Promise<EventSource> {
  const { size, mtime } = await stat(path);
  return { path: resolve(path), name, bytes: size, modifiedAt: mtime.toISOString() };
}

/** An event as the document of its folder. */
export function eventFolderDocument(
  options: Pick<ReportOptions, 'budget' | 'points' | 'grid' | 'modelIdentity'>,
  of: {
    readonly event: WatchEvent;
    readonly number: number;
    readonly source: EventSource;
    readonly hasThumbnail: boolean;
    readonly clip: WatchedSpan | undefined;
  },
): EventFolderDocument {
  const { modelIdentity: model, budget } = options;
  const { clip } = of;
  return {
    format: 'presage-event',
    version: 1,
    number: of.number,
    ...eventRecord(of.event, options),
    source: of.source,
    model: model
      ? { path: resolve(model.path), sha256: model.sha256 ?? null, version: model.version ?? null }
      : null,
    threshold: budget.threshold,
    falseAlarmsPerDay: budget.falseAlarmsPerDay,
    thumbnail: of.hasThumbnail ? eventFiles.thumbnail : null,
    clip: clip ? { file: eventFiles.clip, startSeconds: clip.start, endSeconds: clip.end } : null,
  };
}
