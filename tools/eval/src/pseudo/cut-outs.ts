import type { Pictures } from './pseudo-clip.ts';

/** Something that was seen in the footage, without its surroundings. */
export interface CutOut {
  readonly width: number;
  readonly height: number;
  readonly pixels: Uint8Array;
  /** 1 where it is, 0 where its surroundings were. */
  readonly mask: Uint8Array;
  /** Where its middle was. */
  readonly row: number;
}

/** Grey levels by which something differs from the background. */
const contrast = 22;
const leastPixels = 40;
const mostPixels = 1500;

/** What stands out from the background in some frames, piece by piece. */
export function cutOuts(footage: Pictures, width: number): readonly CutOut[] {
  const background = medianPicture(footage);
  const step = Math.max(1, Math.floor(footage.length / 12));
  return footage
    .filter((_, index) => index % step === 0)
    .flatMap((picture) => piecesOf(picture, background, width));
}

function medianPicture(footage: Pictures): Uint8Array {
  const step = Math.max(1, Math.floor(footage.length / 25));
  const some = footage.filter((_, index) => index % step === 0);
  return Uint8Array.from(footage[0]!, (_, pixel) => {
    const values = some.map((picture) => picture[pixel]!).toSorted((a, b) => a - b);
    return values[values.length >> 1]!;
  });
}

function piecesOf(picture: Uint8Array, background: Uint8Array, width: number): CutOut[] {
  const differs = Uint8Array.from(picture, (value, pixel) =>
    Math.abs(value - background[pixel]!) > contrast ? 1 : 0,
  );
  const pieces: CutOut[] = [];
  for (let pixel = 0; pixel < differs.length; pixel += 1) {
    if (differs[pixel] !== 1) continue;
    const found = flood(differs, pixel, width);
    if (found.length < leastPixels || found.length > mostPixels) continue;
    pieces.push(pieceOf(picture, found, width));
  }
  return pieces;
}

/** The pixels that hang together with one; they are struck from `differs`. */
function flood(differs: Uint8Array, from: number, width: number): number[] {
  const found = [from];
  differs[from] = 0;
  for (let next = 0; next < found.length; next += 1) {
    const pixel = found[next]!;
    const column = pixel % width;
    const around = [
      ...(column > 0 ? [pixel - 1] : []),
      ...(column < width - 1 ? [pixel + 1] : []),
      pixel - width,
      pixel + width,
    ];
    for (const other of around) {
      if (differs[other] !== 1) continue;
      differs[other] = 0;
      found.push(other);
    }
  }
  return found;
}

function pieceOf(picture: Uint8Array, found: readonly number[], width: number): CutOut {
  const columns = found.map((pixel) => pixel % width);
  const rows = found.map((pixel) => Math.floor(pixel / width));
  const [left, top] = [Math.min(...columns), Math.min(...rows)];
  const size = { width: Math.max(...columns) - left + 1, height: Math.max(...rows) - top + 1 };
  const mask = new Uint8Array(size.width * size.height);
  const pixels = new Uint8Array(mask.length);
  found.forEach((pixel, index) => {
    const at = (rows[index]! - top) * size.width + columns[index]! - left;
    mask[at] = 1;
    pixels[at] = picture[pixel]!;
  });
  return { ...size, pixels, mask, row: top + size.height / 2 };
}
