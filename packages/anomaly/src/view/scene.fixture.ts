import type { MeasuredFrame } from './view-baseline.ts';
import type { ViewMeasure } from './view-measure.ts';
import { createViewMeter } from './view-meter.ts';

export const scene = { width: 160, height: 96, format: 'gray8' } as const;
export const frameUs = 200_000;

/** Numbers in [0, 1) that are the same in every run (mulberry32). */
function randomFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

const clamp = (value: number) => Math.max(0, Math.min(255, Math.round(value)));

/** A place full of boxes of all greys, larger than what the camera shows of it. */
const place = { width: 240, height: 160 } as const;
const greys = (() => {
  const random = randomFrom(7);
  const picture = new Uint8Array(place.width * place.height).fill(120);
  for (let box = 0; box < 260; box += 1) {
    const [left, top] = [random() * place.width, random() * place.height].map(Math.floor);
    const [width, height] = [4 + random() * 26, 4 + random() * 22].map(Math.floor);
    const grey = 30 + random() * 190;
    for (let y = top!; y < Math.min(place.height, top! + height!); y += 1) {
      const begin = y * place.width + left!;
      picture.fill(grey, begin, Math.min((y + 1) * place.width, begin + width!));
    }
  }
  return picture;
})();

/** What the camera shows when it looks `across` pixels further to the right than usual. */
export function shot(across = 0): Uint8Array<ArrayBuffer> {
  const { width, height } = scene;
  const picture = new Uint8Array(width * height);
  for (let y = 0; y < height; y += 1) {
    const begin = (y + 20) * place.width + 20 + across;
    picture.set(greys.subarray(begin, begin + width), y * width);
  }
  return picture;
}

/** Each pixel by a rule. */
export function painted(
  picture: Uint8Array,
  grey: (value: number, x: number, y: number) => number,
): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(picture, (value, at) =>
    clamp(grey(value, at % scene.width, Math.floor(at / scene.width))),
  );
}

/** The mean of the pixels around each. */
export function blurred(picture: Uint8Array, radius: number): Uint8Array<ArrayBuffer> {
  const { width, height } = scene;
  return painted(picture, (_, x, y) => {
    let [sum, count] = [0, 0];
    for (let row = Math.max(0, y - radius); row <= Math.min(height - 1, y + radius); row += 1) {
      for (let at = Math.max(0, x - radius); at <= Math.min(width - 1, x + radius); at += 1) {
        sum += picture[row * width + at]!;
        count += 1;
      }
    }
    return sum / count;
  });
}

/** A film of a picture, with somebody who walks through it and the camera's noise of `noise` grey levels. */
export function film(
  picture: Uint8Array,
  { frames = 100, noise = 2, walker = true, seed = 1 } = {},
) {
  const random = randomFrom(seed);
  return Array.from({ length: frames }, (_, frame) => {
    const left = (frame * 3 + seed * 37) % scene.width;
    return painted(picture, (value, x, y) => {
      const walks = walker && x >= left && x < left + 14 && y > 40 && y < 80;
      return (walks ? 20 : value) + (2 * random() - 1) * noise;
    });
  });
}

/** Measures frames that follow each other from `startUs` on. */
export function measured(frames: readonly Uint8Array<ArrayBuffer>[], startUs = 0) {
  const meter = createViewMeter(scene)!;
  return frames.map((bytes, index): MeasuredFrame & { readonly view: ViewMeasure } => ({
    view: meter.measure({ bytes, ...(index === 0 && { discontinuity: 'start' as const }) }),
    timestampUs: startUs + index * frameUs,
    discontinuous: index === 0,
  }));
}
