import { readdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openVideo, pictureAt, probeVideo, transcode, type RawInput } from '../src/index.ts';
import { ffmpegVariants } from './ffmpeg-variants.ts';
import { createVideoFolder, testPicture } from './make-video.ts';
import { readAll, smallNeeds } from './read-all.ts';

const folder = createVideoFolder();

beforeAll(() => {
  folder.make('plain.mp4', `${testPicture('64x48', 10, 3)} -c:v libx264 -preset ultrafast`);
  writeFileSync(folder.file('a-file'), 'x');
});
afterAll(() => folder[Symbol.dispose]());

/** `count` grey pictures of one brightness each, and whether they were ended. */
function flatPictures(size: readonly [number, number], count: number, value: number) {
  const state = { ended: false, taken: 0 };
  async function* frames(): AsyncGenerator<Uint8Array> {
    try {
      for (; state.taken < count; state.taken += 1) {
        yield new Uint8Array(size[0] * size[1]).fill(value);
      }
    } finally {
      state.ended = true;
    }
  }
  const input: RawInput = {
    kind: 'raw',
    width: size[0],
    height: size[1],
    format: 'gray8',
    frameRate: 10,
    frames: frames(),
  };
  return { input, state };
}

async function* wrongSize(): AsyncGenerator<Uint8Array> {
  yield new Uint8Array(3);
}

async function* broken(): AsyncGenerator<Uint8Array> {
  yield new Uint8Array(64 * 48);
  throw new RangeError('the source broke');
}

const partial = () => readdirSync(folder.path).filter((name) => name.endsWith('.partial'));

describe.each(ffmpegVariants)('with the $name ffmpeg', ({ name, use }) => {
  beforeAll(use);
  const output = folder.file(`out-${name}.mp4`);

  test('takes a file by its address', async () => {
    const path = pathToFileURL(folder.file('plain.mp4')).href;
    await transcode({ inputs: [{ kind: 'file', path, durationSeconds: 1 }], output });
    expect(await probeVideo(output)).toMatchObject({ width: 64, frameCount: 10 });
  });

  test('lays pictures from several sources into one file', async () => {
    const left = flatPictures([16, 16], 30, 255);
    const right = flatPictures([16, 16], 30, 0);
    const progress: number[] = [];
    await transcode({
      inputs: [
        { kind: 'file', path: folder.file('plain.mp4'), startSeconds: 1, durationSeconds: 2 },
        left.input,
        { kind: 'generator', filter: 'color=gray:s=64x16:r=10:d=3' },
        right.input,
      ],
      filterGraph:
        '[0:v][1:v]overlay=0:0:shortest=1[a];[a][3:v]overlay=48:0:shortest=1[b];[b][2:v]vstack=shortest=1[out]',
      output,
      onProgress: (seconds) => progress.push(seconds),
    });
    const info = await probeVideo(output);
    expect(info).toMatchObject({ width: 64, height: 64, codec: 'h264', frameCount: 20 });
    await using video = await openVideo(output);
    const frames = await readAll(video, { ...smallNeeds, width: 64, height: 64, frameRate: 10 });
    for (const { bytes } of frames) {
      expect(bytes[8 * 64 + 8]).toBeGreaterThan(230);
      expect(bytes[8 * 64 + 56]).toBeLessThan(25);
      expect(Math.abs((bytes[56 * 64 + 32] ?? 0) - 128)).toBeLessThan(10);
    }
    expect(progress.at(-1)).toBeGreaterThan(1);
    expect([left.state.ended, right.state.ended]).toEqual([true, true]);
    expect(partial()).toEqual([]);
  });

  test('ends pictures without end where the graph needs no more', async () => {
    const endless = flatPictures([64, 48], Infinity, 90);
    await transcode({
      inputs: [{ kind: 'file', path: folder.file('plain.mp4') }, endless.input],
      filterGraph: '[0:v][1:v]overlay=shortest=1[out]',
      output,
    });
    expect(endless.state.ended).toBe(true);
    expect((await probeVideo(output)).frameCount).toBe(30);
  });

  test('makes sizes even, as the encoder wants', async () => {
    await transcode({ inputs: [flatPictures([33, 17], 5, 99).input], output });
    expect(await probeVideo(output)).toMatchObject({ width: 32, height: 16, frameCount: 5 });
  });

  test.each([
    {
      what: 'a picture of another size',
      frames: wrongSize,
      error: { code: 'raw-frame-size' },
    },
    {
      what: 'a source that throws',
      frames: broken,
      error: { message: 'the source broke' },
    },
  ])('leaves no file after $what', async ({ frames, error }) => {
    const { input } = flatPictures([64, 48], 0, 0);
    const failed = folder.file(`failed-${name}.mp4`);
    await expect(
      transcode({ inputs: [{ ...input, frames: frames() }], output: failed }),
    ).rejects.toMatchObject(error);
    expect(readdirSync(folder.path)).not.toContain(`failed-${name}.mp4`);
    expect(partial()).toEqual([]);
  });

  test('says what ffmpeg said of a graph it does not understand', async () => {
    const failing = transcode({
      inputs: [{ kind: 'file', path: folder.file('plain.mp4') }],
      filterGraph: '[0:v]nosuchfilter[out]',
      output,
    });
    await expect(failing).rejects.toMatchObject({ name: 'FatalError', code: 'ffmpeg-failed' });
    await expect(failing).rejects.toThrow(/nosuchfilter/u);
  });

  test.each([
    { path: 'absent/out.mp4', code: 'output-folder-missing' },
    { path: 'a-file/out.mp4', code: 'output-folder-missing' },
    { path: '.', code: 'output-unwritable' },
  ])('refuses to write to $path', async ({ path, code }) => {
    await expect(
      transcode({ inputs: [{ kind: 'generator', filter: 'color' }], output: folder.file(path) }),
    ).rejects.toMatchObject({ name: 'InputError', code });
  });

  test('refuses an input that is missing before it writes anything', async () => {
    await expect(
      transcode({ inputs: [{ kind: 'file', path: folder.file('no.mp4') }], output }),
    ).rejects.toMatchObject({ code: 'video-missing' });
  });

  test.each([
    { format: 'jpeg', magic: [0xff, 0xd8, 0xff] },
    { format: 'png', magic: [0x89, 0x50, 0x4e] },
  ] as const)('takes a picture as $format', async ({ format, magic }) => {
    const bytes = await pictureAt(folder.file('plain.mp4'), 1.5, { width: 32, format });
    expect([...bytes.subarray(0, 3)]).toEqual(magic);
    const file = folder.file(`picture-${name}.${format}`);
    writeFileSync(file, bytes);
    symlinkSync(file, `${file}-link`);
    // A picture alone is no video; but ffprobe has understood it.
    await expect(probeVideo(`${file}-link`)).rejects.toThrow(/is no video \(\w+_pipe\)/u);
  });

  test('refuses a picture after the end', async () => {
    await expect(pictureAt(folder.file('plain.mp4'), 60)).rejects.toMatchObject({
      name: 'InputError',
      code: 'video-out-of-range',
    });
  });
});
