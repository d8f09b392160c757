import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, test } from 'vitest';
import { openVideo } from '../src/index.ts';
import { ffmpegVariants } from './ffmpeg-variants.ts';
import { discontinuitiesOf, readAll, secondsOf, smallNeeds } from './read-all.ts';

const data = fileURLToPath(new URL('../../../../shared/data/', import.meta.url));

describe.each(ffmpegVariants)('real videos with the $name ffmpeg', ({ use }) => {
  beforeAll(use);

  test.for([
    { file: 'video/bgs_demo.avi', width: 48, height: 48, frameCount: 51 },
    { file: 'video/bgs_video02.avi', width: 320, height: 240, frameCount: 748 },
    {
      file: 'video/intel_one-by-one-person-detection.mp4',
      width: 768,
      height: 432,
      frameCount: 1394,
    },
    { file: 'avenue/train/10_320x180.mp4', width: 320, height: 180, frameCount: 1223 },
    { file: 'avenue/test/17.avi', width: 640, height: 360, frameCount: undefined },
  ])('$file is read whole', async ({ file, width, height, frameCount }, { skip }) => {
    const path = `${data}${file}`;
    skip(!existsSync(path), `${path} is not on this machine`);
    await using video = await openVideo(path);
    expect(video.info).toMatchObject({ width, height });
    const every = await readAll(video, { ...smallNeeds, frameRate: 1000 });
    expect(every.length).toBe(frameCount ?? video.info.frameCount);
    const frames = await readAll(video);
    // The first frame of bgs_video02 stands at 0.12 s.
    expect(discontinuitiesOf(frames)).toEqual([
      `start ${((every[0]?.timestampUs ?? -1) / 1e6).toFixed(2)}`,
    ]);
    const expected = Math.ceil((every.length / video.info.frameRate) * 5 - 1e-9);
    expect(Math.abs(frames.length - expected)).toBeLessThanOrEqual(1);
    expect(new Set(secondsOf(frames)).size).toBe(frames.length);
    expect(video.warnings.map(({ code }) => code).filter((code) => code !== 'ffmpeg-old')).toEqual([
      'source-slower',
    ]);
  });
});
