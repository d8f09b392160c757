import { seededRandom } from '@presage/model';
import { Footage } from '@presage/train';

/** What is drawn over the street's frames. */
export type Drawing = (picture: Uint8Array, frame: number) => void;

export const streetNeeds = { width: 64, height: 48, format: 'gray8', frameRate: 5 } as const;

/** A street with edges, noise, and somebody walking along it every ten seconds. */
export function streetFootage(frames: number, draw: Drawing = () => {}): Footage {
  const { width, height } = streetNeeds;
  const random = seededRandom(3);
  const footage = new Footage(width * height);
  for (let frame = 0; frame < frames; frame += 1) {
    const picture = Uint8Array.from(
      { length: width * height },
      (_, at) =>
        (at % width < 20 ? 70 : 120) + (Math.floor(at / width) < 16 ? 60 : 0) + 4 * random(),
    );
    box(picture, { x: (frame % 50) * 1.5 - 8, y: 30, grey: 30 });
    draw(picture, frame);
    footage.append({ bytes: picture, ...(frame === 0 && { discontinuity: 'start' as const }) });
  }
  return footage;
}

/** Draws a box of 8×12 pixels. */
export function box(
  picture: Uint8Array,
  { x, y, grey }: { readonly x: number; readonly y: number; readonly grey: number },
): void {
  const { width, height } = streetNeeds;
  for (let row = Math.max(0, Math.round(y)); row < Math.min(height, Math.round(y) + 12); row += 1) {
    for (let at = Math.max(0, Math.round(x)); at < Math.min(width, Math.round(x) + 8); at += 1)
      picture[row * width + at] = grey;
  }
}

/** The timeline of footage that is one video. */
export function timelineOf(footage: Footage, path = 'street.mp4') {
  const seconds = Array.from({ length: footage.length }, (_, at) => at / streetNeeds.frameRate);
  return [{ path, first: 0, seconds }];
}
