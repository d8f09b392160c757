import type { CutOut } from './cut-outs.ts';
import type { Happening, Pictures, PseudoClip } from './pseudo-clip.ts';

/** Where something is at a frame of its stay: its middle. */
export type Path = (frame: number) => { readonly x: number; readonly y: number };

export interface PasteOptions {
  readonly kind: string;
  /** Columns of the pictures. */
  readonly width: number;
  readonly what: Pick<CutOut, 'width' | 'height' | 'pixels' | 'mask'>;
  /** Times its size. */
  readonly scale: number;
  readonly path: Path;
  readonly when: Happening;
}

/** Grey levels, added up over its pixels, below which nobody could see it. */
const leastSeen = 300;

/** Puts something into a stretch of footage; frames in which it cannot be seen count as normal. */
export function pasted(pictures: Pictures, options: PasteOptions): PseudoClip {
  const { kind, when, path } = options;
  const abnormal: boolean[] = [];
  const drawn = pictures.map((picture, index) => {
    if (index < when.from || index >= when.to) {
      abnormal.push(false);
      return picture;
    }
    const copy = picture.slice();
    abnormal.push(paste(copy, options, path(index - when.from)) >= leastSeen);
    return copy;
  });
  return { kind, pictures: drawn, abnormal };
}

/** Draws over a picture; gives by how much it changed. */
function paste(
  picture: Uint8Array,
  { what, scale, width }: PasteOptions,
  { x, y }: ReturnType<Path>,
): number {
  const rows = Math.round(what.height * scale);
  const columns = Math.round(what.width * scale);
  const [top, left] = [Math.round(y - rows / 2), Math.round(x - columns / 2)];
  let change = 0;
  for (let row = Math.max(0, -top); row < rows; row += 1) {
    for (let column = Math.max(0, -left); column < columns; column += 1) {
      const at = (top + row) * width + left + column;
      if (left + column >= width || at >= picture.length) continue;
      const from = Math.floor(row / scale) * what.width + Math.floor(column / scale);
      if (what.mask[from] !== 1) continue;
      change += Math.abs(picture[at]! - what.pixels[from]!);
      picture[at] = what.pixels[from]!;
    }
  }
  return change;
}
