/** A score that needs no model: of one picture after the other, higher where it is less usual. */
export type BaselineScore = (pixels: Uint8Array) => number;

/** Mean absolute difference from the picture before, in grey levels; 0 for the first. */
export function frameDifference(): BaselineScore {
  let before: Uint8Array | undefined;
  return (pixels) => {
    const score = before ? meanDistance(pixels, before) : 0;
    before = pixels.slice();
    return score;
  };
}

/** Mean absolute difference from a fixed picture, in grey levels. */
export function distanceTo(mean: Float32Array): BaselineScore {
  return (pixels) => meanDistance(pixels, mean);
}

/** Mean absolute difference from the mean of all pictures before, in grey levels; 0 for the first. */
export function distanceToPast(): BaselineScore {
  const past = createMeanPicture();
  return (pixels) => {
    const mean = past.mean();
    const score = mean ? meanDistance(pixels, mean) : 0;
    past.add(pixels);
    return score;
  };
}

/** The mean of pictures of one size. */
export interface MeanPicture {
  add(pixels: Uint8Array): void;
  /** Undefined before the first; changes with the next. */
  mean(): Float32Array | undefined;
}

export function createMeanPicture(): MeanPicture {
  let mean: Float32Array | undefined;
  let count = 0;
  return {
    add(pixels) {
      mean ??= new Float32Array(pixels.length);
      count += 1;
      for (let i = 0; i < pixels.length; i += 1) mean[i]! += (pixels[i]! - mean[i]!) / count;
    },
    mean: () => mean,
  };
}

function meanDistance(pixels: Uint8Array, other: Uint8Array | Float32Array): number {
  let sum = 0;
  for (let i = 0; i < pixels.length; i += 1) sum += Math.abs(pixels[i]! - other[i]!);
  return sum / pixels.length;
}
