import { chmodSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { silentLogger } from '@presage/core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openVideo, probeVideo } from '../src/index.ts';
import { ffmpegVariants } from './ffmpeg-variants.ts';
import { createVideoFolder, testPicture } from './make-video.ts';
import { readAll, secondsOf } from './read-all.ts';

const folder = createVideoFolder();

/** Root may read every file, so it is somebody else meanwhile. */
function asNobody(): Disposable {
  const isRoot = process.geteuid?.() === 0;
  if (isRoot) process.seteuid?.(65_534);
  return { [Symbol.dispose]: () => isRoot && process.seteuid?.(0) };
}
const h264 = '-c:v libx264 -preset ultrafast -g 10';

/** The first `share` of a file, under another name. */
function cut(from: string, to: string, share: number): void {
  const bytes = readFileSync(folder.file(from));
  writeFileSync(folder.file(to), bytes.subarray(0, Math.round(bytes.length * share)));
}

/** Noise in place of the bytes between two shares of a file. */
function damage(from: string, to: string, [start, end]: readonly [number, number]): void {
  const bytes = readFileSync(folder.file(from));
  const last = Math.round(bytes.length * end);
  for (let at = Math.round(bytes.length * start); at < last; at += 1) bytes[at] = (at * 7919) % 251;
  writeFileSync(folder.file(to), bytes);
}

beforeAll(() => {
  const picture = testPicture('320x240', 10, 8);
  folder.make('whole.mp4', `${picture} ${h264}`);
  folder.make('index-first.mp4', `${picture} ${h264} -movflags +faststart`);
  folder.make('whole.mkv', `${picture} ${h264}`);
  folder.make('whole.avi', `${picture} -c:v mpeg4`);
  folder.make('sound.m4a', `-f lavfi -i sine=d=1 -c:a aac`);
  folder.make('still.png', `${testPicture('320x240', 1, 1)} -frames:v 1`);
  folder.make(
    'cover.mp3',
    `-f lavfi -i sine=d=1 -i still.png -map 0 -map 1 -c:v copy -disposition:v attached_pic`,
  );
  for (const name of ['index-first.mp4', 'whole.mkv', 'whole.avi']) cut(name, `cut-${name}`, 0.5);
  cut('whole.mp4', 'no-index.mp4', 0.5);
  for (const name of ['index-first.mp4', 'whole.mkv', 'whole.avi']) {
    damage(name, `damaged-${name}`, [0.45, 0.55]);
  }
  const whole = readFileSync(folder.file('index-first.mp4'));
  const pictures = (whole.indexOf('mdat') + 4) / whole.length;
  damage('index-first.mp4', 'noise.mp4', [pictures, 1]);
  writeFileSync(folder.file('empty.mp4'), '');
  writeFileSync(folder.file('text.mp4'), 'This is a text that calls itself a video.\n'.repeat(50));
  writeFileSync(folder.file('notes.txt'), 'This is a text.\n'.repeat(50));
  mkdirSync(folder.file('folder.mp4'));
});
afterAll(() => folder[Symbol.dispose]());

describe.each(ffmpegVariants)('with the $name ffmpeg', ({ use }) => {
  beforeAll(use);

  test.each([
    { name: 'absent.mp4', code: 'video-missing', says: /does not exist/u },
    { name: 'empty.mp4', code: 'video-empty', says: /0 bytes/u },
    { name: 'folder.mp4', code: 'video-is-directory', says: /is a folder/u },
    { name: 'text.mp4', code: 'video-not-video', says: /is no video/u },
    { name: 'notes.txt', code: 'video-not-video', says: /no video/u },
    { name: 'still.png', code: 'video-not-video', says: /is no video/u },
    { name: 'sound.m4a', code: 'video-audio-only', says: /sound but no pictures/u },
    { name: 'cover.mp3', code: 'video-audio-only', says: /sound but no pictures/u },
    { name: 'no-index.mp4', code: 'video-truncated', says: /cut short/u },
  ])('refuses $name', async ({ name, code, says }) => {
    const refused = await probeVideo(folder.file(name)).catch((error: unknown) => error);
    expect(refused).toMatchObject({ name: 'InputError', code });
    expect(String(refused)).toMatch(says);
    expect(String(refused)).toContain(name);
  });

  test('refuses what may not be read', async () => {
    writeFileSync(folder.file('secret.mp4'), 'x');
    chmodSync(folder.file('secret.mp4'), 0);
    using _ = asNobody();
    await expect(probeVideo(folder.file('secret.mp4'))).rejects.toMatchObject({
      code: 'video-no-permission',
    });
  });

  test('refuses an address, without its password', async () => {
    const refused = await probeVideo('rtsp://me:secret@camera/1').catch((error: unknown) => error);
    expect(refused).toMatchObject({ code: 'video-source-unsupported' });
    expect(String(refused)).toContain('rtsp://me:***@camera');
  });

  test.each(['cut-index-first.mp4', 'cut-whole.mkv', 'cut-whole.avi'])(
    'reads what there is of %s and says what is missing',
    async (name) => {
      await using video = await openVideo(folder.file(name));
      const frames = await readAll(video);
      const last = secondsOf(frames).at(-1) ?? 0;
      expect(last).toBeGreaterThan(2.5);
      expect(last).toBeLessThan(5.5);
      const warning = video.warnings.find(({ code }) => code === 'video-truncated');
      expect(warning?.fields).toMatchObject({ readSeconds: last, promisedSeconds: 8 });
      expect(warning?.message).toContain(`${last.toFixed(1)} s of the 8.0 s`);
    },
  );

  test.each(['damaged-index-first.mp4', 'damaged-whole.mkv', 'damaged-whole.avi'])(
    'reads past the damage in %s and warns once',
    async (name) => {
      const said: string[] = [];
      await using video = await openVideo(folder.file(name), {
        logger: { ...silentLogger, warn: (_, fields) => said.push(String(fields?.['code'])) },
      });
      const seconds = secondsOf(await readAll(video));
      expect(seconds[0]).toBe(0);
      expect(seconds.at(-1)).toBeGreaterThan(6);
      expect(said.filter((code) => code === 'video-corrupt')).toHaveLength(1);
      const warning = video.warnings.find(({ code }) => code === 'video-corrupt');
      expect(warning?.fields['complaints']).toBeGreaterThan(0);
    },
  );

  test('fails where nothing can be decoded', async () => {
    await using video = await openVideo(folder.file('noise.mp4'));
    await expect(readAll(video)).rejects.toMatchObject({
      name: 'InputError',
      code: 'video-undecodable',
    });
  });

  test('says nothing of a whole file', async () => {
    await using video = await openVideo(folder.file('whole.mp4'));
    await readAll(video);
    expect(video.warnings.filter(({ code }) => code !== 'ffmpeg-old')).toEqual([]);
  });
});
