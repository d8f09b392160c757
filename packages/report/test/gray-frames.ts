import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

/** A video's pictures, one byte a pixel. */
export async function grayFrames(
  path: string,
  size: { readonly width: number; readonly height: number },
): Promise<Uint8Array[]> {
  const { stdout } = await promisify(execFile)(
    'ffmpeg',
    ['-v', 'error', '-i', path, '-f', 'rawvideo', '-pix_fmt', 'gray', '-'],
    { encoding: 'buffer', maxBuffer: 1 << 30 },
  );
  const length = size.width * size.height;
  return Array.from(
    { length: stdout.length / length },
    (_, i) => new Uint8Array(stdout.subarray(i * length, (i + 1) * length)),
  );
}

/** Mean brightness of a part of a picture. */
export function meanOf(
  frame: Uint8Array,
  part: { readonly stride: number; readonly x: number; readonly y: number; readonly size: number },
): number {
  let sum = 0;
  for (let y = part.y; y < part.y + part.size; y += 1) {
    for (let x = part.x; x < part.x + part.size; x += 1) sum += frame[y * part.stride + x]!;
  }
  return sum / part.size ** 2;
}
