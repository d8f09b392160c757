import type { PictureRegion } from './watch-result.ts';

/** Where in the picture the middle of a region is, in words: `bottom right`, `centre`. */
export function placeText({ x, y, width, height }: PictureRegion): string {
  const row = third(y + height / 2, ['top', 'middle', 'bottom']);
  const column = third(x + width / 2, ['left', 'centre', 'right']);
  return row === 'middle' && column === 'centre' ? 'centre' : `${row} ${column}`;
}

function third<T>(position: number, [first, second, last]: readonly [T, T, T]): T {
  if (position < 1 / 3) return first;
  return position < 2 / 3 ? second : last;
}
