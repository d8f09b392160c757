import { transcode } from '@presage/io';

export interface CameraClipOptions {
  readonly output: string;
  readonly seconds: number;
  /** When a white block stands in the picture, in seconds. Default: never. */
  readonly block?: readonly [start: number, end: number];
  /** Where its upper left corner is, in pixels. Default 60, 40. */
  readonly blockAt?: readonly [x: number, y: number];
}

/** Makes a clip of an empty, slightly noisy room: 96×72, 10 frames a second, the same every time. */
export async function makeCameraClip({
  output,
  seconds,
  block,
  blockAt: [x, y] = [60, 40],
}: CameraClipOptions): Promise<void> {
  const room = `color=c=gray:size=96x72:rate=10:duration=${seconds},noise=alls=12:allf=t:all_seed=7`;
  const shown = block
    ? `,drawbox=x=${x}:y=${y}:w=24:h=24:color=white:t=fill:enable='between(t,${block[0]},${block[1]})'`
    : '';
  await transcode({ inputs: [{ kind: 'generator', filter: room + shown }], output, crf: 18 });
}
