import { transcode } from '@presage/io';

/** Writes a video of an evenly grey picture, 320×240, 25 frames a second. */
export function writeGrayVideo(output: string, seconds: number): Promise<void> {
  return transcode({
    inputs: [{ kind: 'generator', filter: `color=0x505050:s=320x240:r=25:d=${seconds}` }],
    output,
  });
}
