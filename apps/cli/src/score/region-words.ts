/** A box in fractions of the picture, from its upper left corner. */
export interface Region {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** Where in the picture: `bottom right (x 62–80 %, y 55–90 %)`. */
export function regionWords({ x, y, width, height }: Region): string {
  const row = third(y + height / 2, ['top', 'middle', 'bottom']);
  const column = third(x + width / 2, ['left', 'centre', 'right']);
  const place = row === 'middle' && column === 'centre' ? 'centre' : `${row} ${column}`;
  return `${place} (x ${span(x, width)}, y ${span(y, height)})`;
}

function third<T>(position: number, [first, second, last]: readonly [T, T, T]): T {
  if (position < 1 / 3) return first;
  return position < 2 / 3 ? second : last;
}

function span(start: number, length: number): string {
  return `${Math.round(start * 100)}–${Math.round((start + length) * 100)} %`;
}
