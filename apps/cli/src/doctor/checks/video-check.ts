import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openVideo, transcode } from '@presage/io';
import { count, lastValueFrom, tap } from 'rxjs';
import type { Check } from '../finding.ts';
const frameRate = 10;
const seconds = 1;
/** Can a second of H.264 be written, and read again, frame by frame? */
export const videoCheck: Check = {
  name: 'H.264 video',
  async run({ signal }) {
    const folder = await mkdtemp(join(tmpdir(), 'presage-doctor-'));
    try {
      const output = join(folder, 'test.mp4');
      await transcode({
        inputs: [
          { kind: 'generator', filter: `testsrc=size=64x48:rate=${frameRate}:duration=${seconds}` },
        ],
        output,
        signal,
      });
      await using video = await openVideo(output, { signal });
      const needs = { width: 32, height: 24, format: 'gray8', frameRate } as const;
      const frames = await lastValueFrom(
        video.frames(needs).pipe(
          tap((frame) => frame.settle('processed')),
          count(),
        ),
      );
      const facts = { frames, codec: video.info.codec };
      if (frames === frameRate * seconds) {
        return { status: 'ok', summary: 'a test video was written and read again', facts };
      }
      return {
        status: 'problem',
        summary: `a test video of ${frameRate * seconds} frames came back with ${frames}`,
        advice: 'install another ffmpeg, or set FFMPEG_PATH and FFPROBE_PATH to one',
        facts,
      };
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  },
};
