import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { transcode } from '@presage/io';
import type { EventFootage } from './event-footage.ts';

/** A clip of an event for the normal set. */
export interface EventClip {
  readonly bytes: Uint8Array;
  /** Where in it the event begins, in seconds. */
  readonly clipStart: number;
}

/** What a clip shows before and after the event, in seconds: enough to learn from it. */
const rollSeconds = 10;
/** Of a longer event only so much is kept, in seconds. */
const longestSeconds = 120;

/** Cuts an event out of its footage, with what was before and after it, close to what the model saw. */
export async function eventClip(
  { path, start, end }: EventFootage,
  signal: AbortSignal,
): Promise<EventClip> {
  const folder = await mkdtemp(join(tmpdir(), 'presage-clip-'));
  try {
    const output = join(folder, 'clip.mp4');
    const from = Math.max(0, start - rollSeconds);
    const durationSeconds = Math.min(longestSeconds, end + rollSeconds - from);
    await transcode({
      inputs: [{ kind: 'file', path, startSeconds: from, durationSeconds }],
      output,
      crf: 18,
      signal,
    });
    return { bytes: await readFile(output), clipStart: start - from };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
