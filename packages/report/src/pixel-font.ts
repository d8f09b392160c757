import type { Colour, Point, Raster } from './raster.ts';

// ffmpeg's drawtext needs a font file and a build that has it; neither is certain.
const glyphs: Readonly<Record<string, string>> = {
  '0': '.###.#...##..###.#.###..##...#.###.',
  '1': '..#...##....#....#....#....#...###.',
  '2': '.###.#...#....#...#...#...#...#####',
  '3': '#####...#...#.....#.....##...#.###.',
  '4': '...#...##..#.#.#..#.#####...#....#.',
  '5': '######....####.....#....##...#.###.',
  '6': '..##..#...#....####.#...##...#.###.',
  '7': '#####....#...#...#...#....#....#...',
  '8': '.###.#...##...#.###.#...##...#.###.',
  '9': '.###.#...##...#.####....#...#..##..',
  '-': '...............#####...............',
  '.': '..........................##...##..',
  ':': '......##...##.........##...##......',
  A: '.###.#...##...#######...##...##...#',
  B: '####.#...##...#####.#...##...#####.',
  C: '.###.#...##....#....#....#...#.###.',
  D: '####.#...##...##...##...##...#####.',
  E: '######....#....####.#....#....#####',
  F: '######....#....####.#....#....#....',
  G: '.###.#...##....#.####...##...#.####',
  H: '#...##...##...#######...##...##...#',
  I: '.###...#....#....#....#....#...###.',
  J: '..###...#....#....#....#.#..#..##..',
  K: '#...##..#.#.#..##...#.#..#..#.#...#',
  L: '#....#....#....#....#....#....#####',
  M: '#...###.###.#.##.#.##...##...##...#',
  N: '#...###..##.#.##..###...##...##...#',
  O: '.###.#...##...##...##...##...#.###.',
  P: '####.#...##...#####.#....#....#....',
  Q: '.###.#...##...##...##.#.##..#..##.#',
  R: '####.#...##...#####.#.#..#..#.#...#',
  S: '.#####....#.....###.....#....#####.',
  T: '#####..#....#....#....#....#....#..',
  U: '#...##...##...##...##...##...#.###.',
  V: '#...##...##...##...##...#.#.#...#..',
  W: '#...##...##...##.#.##.#.###.###...#',
  X: '#...##...#.#.#...#...#.#.#...##...#',
  Y: '#...##...#.#.#...#....#....#....#..',
  Z: '#####....#...#...#...#...#....#####',
};

/** Width in pixels of `text` at a whole-numbered `scale`; it is `7 × scale` high. */
export function pixelTextWidth(text: string, scale: number): number {
  return Math.max(0, text.length * 6 - 1) * scale;
}

/** Whether every character but blanks can be drawn. */
export function hasPixelText(text: string): boolean {
  return Array.from(text).every((character) => character === ' ' || character in glyphs);
}

/** Draws digits, `.:-` and capital letters; other characters are blanks. */
export function drawPixelText(
  raster: Raster,
  text: {
    readonly text: string;
    readonly at: Point;
    readonly scale: number;
    readonly colour: Colour;
  },
): void {
  const { at, scale, colour } = text;
  Array.from(text.text).forEach((character, place) => {
    const glyph = glyphs[character] ?? '';
    for (let bit = 0; bit < glyph.length; bit += 1) {
      if (glyph[bit] !== '#') continue;
      const x = Math.round(at.x) + (place * 6 + (bit % 5)) * scale;
      const y = Math.round(at.y) + Math.floor(bit / 5) * scale;
      raster.paint({ x, y, width: scale, height: scale }, colour);
    }
  });
}
