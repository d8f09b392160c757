import { bytesPerPixel, type FrameData, type FrameNeeds } from '@presage/core';
import { seededRandom } from '@presage/model';

/** Gives frames of noise, each with bytes of its own, the same ones every time. */
export function randomFrames({ width, height, format, frameRate }: FrameNeeds): () => FrameData {
  const random = seededRandom(2);
  const length = width * height * bytesPerPixel[format];
  const pictures = Array.from({ length: 8 }, () =>
    Uint8Array.from({ length }, () => Math.floor(random() * 256)),
  );
  let sequence = 0;
  return () => {
    const frame: FrameData = {
      streamId: 'bench',
      sequence,
      timestampUs: Math.round((sequence / frameRate) * 1e6),
      arrivalMs: 0,
      width,
      height,
      format,
      bytes: pictures[sequence % pictures.length]!.slice(),
      ...(sequence === 0 && { discontinuity: 'start' as const }),
    };
    sequence += 1;
    return frame;
  };
}
