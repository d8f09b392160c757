import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { eventClips, type ClipsOfEvents, type EventClipsOptions } from './event-clips.ts';
import { eventFiles, eventFolderDocument, eventSource } from './event-folder.ts';
import type { ReportOptions } from './report-options.ts';

/** Writes a folder for each event into `folder`: its document, picture and clip. */
export async function writeEvents(
  options: Pick<
    ReportOptions,
    'video' | 'budget' | 'points' | 'events' | 'grid' | 'modelIdentity' | 'signal'
  >,
  to: {
    readonly folder: string;
    readonly info: EventClipsOptions['info'];
    /** One an event; undefined where it has none. */
    readonly thumbnails: readonly (Uint8Array | undefined)[];
    readonly onProgress: (done: number, of: number) => void;
  },
): Promise<ClipsOfEvents> {
  const { events, video, signal } = options;
  const folderOf = (index: number): string => join(to.folder, `${index + 1}`);
  await mkdir(to.folder);
  for (const index of events.keys()) await mkdir(folderOf(index));
  const source = await eventSource(video);
  const cut = await eventClips({
    path: video.path,
    info: to.info,
    events,
    output: (index) => join(folderOf(index), eventFiles.clip),
    ...(signal && { signal }),
    onProgress: to.onProgress,
  });
  for (const [index, event] of events.entries()) {
    const thumbnail = to.thumbnails[index];
    if (thumbnail) await writeFile(join(folderOf(index), eventFiles.thumbnail), thumbnail);
    const document = eventFolderDocument(options, {
      event,
      number: index + 1,
      source,
      hasThumbnail: thumbnail !== undefined,
      clip: cut.clips[index],
    });
    const text = `${JSON.stringify(document, null, 2)}\n`;
    await writeFile(join(folderOf(index), eventFiles.event), text);
  }
  return cut;
}
