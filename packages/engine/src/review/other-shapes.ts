import { basename } from 'node:path';
import type { LearnWarning } from '../learn-progress.ts';

/** A video and the size of its pictures. */
export interface VideoShape {
  readonly path: string;
  /** Pixels. */
  readonly width: number;
  readonly height: number;
}

/** Recordings of one camera in several sizes are rounded to whole blocks. */
const slack = 1.03;

/** Videos whose pictures are longer or shorter than the first one's: all are pressed into one shape. */
export function otherShapes(videos: readonly VideoShape[]): readonly LearnWarning[] {
  const [first] = videos;
  return videos.flatMap((video) => {
    const ratio = (video.width * first!.height) / (video.height * first!.width);
    if (Math.max(ratio, 1 / ratio) <= slack) return [];
    return [
      {
        code: 'footage-other-shape',
        message: `${basename(video.path)} is ${video.width}×${video.height} and ${basename(first!.path)} ${first!.width}×${first!.height}: pictures of another shape are stretched, and what is in them lies elsewhere. Give videos of one camera in one shape`,
      },
    ];
  });
}
