import { placeText, type PictureRegion } from '@presage/report';

/** Where in the picture: `bottom right (x 62–80 %, y 55–90 %)`. */
export function regionWords(region: PictureRegion): string {
  const { x, y, width, height } = region;
  return `${placeText(region)} (x ${span(x, width)}, y ${span(y, height)})`;
}

function span(start: number, length: number): string {
  return `${Math.round(start * 100)}–${Math.round((start + length) * 100)} %`;
}
