import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import type { Frame } from '@presage/core';
import { filter, firstValueFrom, lastValueFrom, map, Subject, take, tap } from 'rxjs';
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { startChild } from '../src/child/start-child.ts';
import { openVideo, probeVideo, resolveFfmpeg, transcode } from '../src/index.ts';
import { ffmpegVariants } from './ffmpeg-variants.ts';
import { liveChildren, tellsChildren } from './live-children.ts';
import { createVideoFolder, testPicture } from './make-video.ts';
import { readAll, smallNeeds } from './read-all.ts';

const folder = createVideoFolder();
const needs = { ...smallNeeds, width: 320, height: 240, frameRate: 25 };
const endless = 'testsrc2=s=320x240:r=25';

beforeAll(() => {
  const h264 = '-c:v libx264 -preset ultrafast';
  folder.make('long.mp4', `${testPicture('320x240', 25, 60)} ${h264}`);
  folder.make('short.mp4', `${testPicture('320x240', 25, 1)} ${h264}`);
});
afterAll(() => folder[Symbol.dispose]());

/** What /proc says of a process: R, S, Z … */
function stateOf(pid: number): string {
  try {
    return readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.[0] ?? 'gone';
  } catch {
    return 'gone';
  }
}

describe.each(ffmpegVariants)('no child is left, with the $name ffmpeg,', ({ use }) => {
  beforeAll(use);
  beforeEach((context) => {
    if (!tellsChildren()) context.skip('this machine does not tell the children of a process');
  });

  test('after the end', async () => {
    await using video = await openVideo(folder.file('short.mp4'));
    await readAll(video);
    expect(liveChildren()).toEqual([]);
  });

  test('once a video that somebody stopped reading is disposed', async () => {
    {
      await using video = await openVideo(folder.file('long.mp4'));
      await lastValueFrom(
        video.frames(needs).pipe(
          tap((frame) => frame.settle('processed')),
          take(3),
        ),
      );
    }
    expect(liveChildren()).toEqual([]);
  });

  test('once a video is disposed whose frames nobody settles', async () => {
    let ended: Promise<unknown>;
    const frames: Frame[] = [];
    {
      await using video = await openVideo(folder.file('long.mp4'));
      const two = new Subject<void>();
      ended = lastValueFrom(
        video.frames(needs).pipe(tap((frame) => frames.push(frame) === 2 && two.next())),
      ).catch((error: unknown) => error);
      await firstValueFrom(two);
      expect(liveChildren()).toHaveLength(1);
    }
    expect(liveChildren()).toEqual([]);
    expect(await ended).toMatchObject({ name: 'AbortError' });
    expect(frames).toHaveLength(2);
  });

  test('when its signal aborts, which ends the frames with the reason', async () => {
    const controller = new AbortController();
    await using video = await openVideo(folder.file('long.mp4'), { signal: controller.signal });
    const reason = new Error('enough');
    const reading = lastValueFrom(
      video.frames(needs).pipe(
        tap((frame) => {
          frame.settle('processed');
          if (frame.sequence === 5) controller.abort(reason);
        }),
      ),
    );
    await expect(reading).rejects.toBe(reason);
    expect(liveChildren()).toEqual([]);
    await expect(openVideo(folder.file('long.mp4'), { signal: controller.signal })).rejects.toBe(
      reason,
    );
  });

  test('when the receiver throws', async () => {
    {
      await using video = await openVideo(folder.file('long.mp4'));
      const reading = lastValueFrom(
        video.frames(needs).pipe(
          map((frame) => {
            frame.settle('failed');
            throw new Error(`no to ${frame.sequence}`);
          }),
        ),
      );
      await expect(reading).rejects.toThrow('no to 0');
    }
    expect(liveChildren()).toEqual([]);
  });

  test('when ffmpeg is killed, which the reader is told', async () => {
    await using video = await openVideo(folder.file('long.mp4'));
    const reading = lastValueFrom(
      video.frames(needs).pipe(
        tap((frame) => {
          if (frame.sequence === 0) process.kill(Number(liveChildren()[0]), 'SIGKILL');
          frame.settle('processed');
        }),
      ),
    );
    await expect(reading).rejects.toMatchObject({ name: 'FatalError', code: 'ffmpeg-died' });
    expect(liveChildren()).toEqual([]);
  });

  test('when a probe is aborted', async () => {
    const controller = new AbortController();
    const probing = probeVideo(folder.file('long.mp4'), { signal: controller.signal });
    controller.abort(new Error('never mind'));
    await expect(probing).rejects.toThrow('never mind');
    expect(liveChildren()).toEqual([]);
  });

  test('when an encode is aborted, nor a file', async () => {
    const controller = new AbortController();
    const output = folder.file('aborted.mp4');
    const encoding = transcode({
      inputs: [{ kind: 'generator', filter: endless }],
      output,
      signal: controller.signal,
      onProgress: () => controller.abort(new Error('stop')),
    });
    await expect(encoding).rejects.toThrow('stop');
    expect(liveChildren()).toEqual([]);
    expect(existsSync(output)).toBe(false);
  });

  test('that does not heed SIGTERM', async () => {
    const { ffmpeg } = await resolveFfmpeg();
    const running = new Subject<string>();
    const child = await startChild({
      binary: ffmpeg,
      arguments: ['-nostdin', '-loglevel', 'info', '-f', 'lavfi', '-i', endless, '-f', 'null', '-'],
      graceMs: 50,
      onLine: (line) => running.next(line),
    });
    await firstValueFrom(running.pipe(filter((line) => line.startsWith('Output'))));
    // A stopped process takes no signal but SIGKILL.
    process.kill(child.pid, 'SIGSTOP');
    expect(await child.stop()).toMatchObject({ signal: 'SIGKILL', stopped: true });
    expect(liveChildren()).toEqual([]);
  });

  test('when the whole process exits', async () => {
    const script = `
      import { openVideo } from ${JSON.stringify(new URL('../src/index.ts', import.meta.url).href)};
      import { readdirSync, readFileSync, writeSync } from 'node:fs';
      const video = await openVideo(${JSON.stringify(folder.file('long.mp4'))});
      video.frames({ width: 320, height: 240, format: 'gray8', frameRate: 25 }).subscribe(() => {
        const pids = readdirSync('/proc/self/task').map((task) => readFileSync('/proc/self/task/' + task + '/children', 'utf8')).join('').trim();
        writeSync(1, pids);
        process.exit(7);
      });`;
    const ended = spawnSync(
      process.execPath,
      ['--conditions=@presage/source', '--input-type=module', '-e', script],
      { encoding: 'utf8' },
    );
    expect(ended.stderr).toBe('');
    expect(ended.status).toBe(7);
    const pid = Number(ended.stdout);
    expect(pid).toBeGreaterThan(1);
    // Killed, which a busy machine takes a moment for; reaped by whoever adopted it, or not yet.
    await vi.waitUntil(() => ['gone', 'Z', 'X'].includes(stateOf(pid)), { timeout: 60_000 });
  });
});
