import type { Heatmap } from './watch-result.ts';

// Polynomial fit of matplotlib's "inferno" (M. Zucker, public domain), constant term first.
const inferno = [
  [0.0002189, 0.1065134, 11.6024931, -41.7039961, 77.1629357, -71.3194282, 25.1311262],
  [0.001651, 0.5639564, -3.972854, 17.4363989, -33.402359, 32.6260643, -12.242669],
  [-0.0194809, 3.9327124, -15.9423941, 44.3541452, -81.8073093, 73.2095199, -23.070325],
] as const;

/** Red, green, blue, 0 to 255, of the perceptually even colour map "inferno" at `share`, 0 to 1. */
function infernoColour(share: number): [number, number, number] {
  const channel = (terms: readonly number[]) =>
    Math.round(
      255 *
        Math.min(
          1,
          Math.max(
            0,
            terms.reduceRight((sum, term) => sum * share + term, 0),
          ),
        ),
    );
  return [channel(inferno[0]), channel(inferno[1]), channel(inferno[2])];
}

/** An event's places lie around the threshold, its score being the mean of the worst of them. */
const [coldest, hottest] = [1 / 3, 2];

/** How hot a place is: 0 at a third of the threshold and below, 1 at twice the threshold, by factors between. */
function heatOf(score: number, threshold: number): number {
  const relative = score / Math.max(threshold, 1e-9) / coldest;
  return relative > 1 ? Math.min(1, Math.log(relative) / Math.log(hottest / coldest)) : 0;
}

/** Red, green, blue of a heat from 0 to 1. The darkest third of the map is left out: it hides the picture. */
export function heatColour(heat: number): [number, number, number] {
  return infernoColour(0.35 + 0.53 * heat);
}

/** How much of the picture a heat covers: nothing at 0, never so much that the scene is lost. */
export function heatOpacity(heat: number): number {
  return heat === 0 ? 0 : 0.2 + 0.45 * heat;
}

/**
 * A heatmap as RGBA pixels, one a place: see-through where it is not hot. The colour goes on under
 * the see-through part, so that scaling it up leaves no dark rim.
 */
export function heatPixels(heatmap: Heatmap, threshold: number): Uint8Array<ArrayBuffer> {
  const pixels = new Uint8Array(heatmap.length * 4);
  for (let place = 0; place < heatmap.length; place += 1) {
    const heat = heatOf(heatmap[place]!, threshold);
    pixels.set(heatColour(heat), place * 4);
    pixels[place * 4 + 3] = Math.round(255 * heatOpacity(heat));
  }
  return pixels;
}
