/** How alike two scenes are: their pictures without anybody, of one size, grey, row by row. */
export interface SceneOptions {
  readonly width: number;
}

/** Pixels that an edge may lie off: the wind moves a camera a little. */
const slack = 1;

/**
 * Correlation of where two pictures have their edges, -1 to 1, whatever the light: near 1 for one
 * scene at another time, near 0 for two scenes.
 */
export function sceneLikeness(
  one: Float32Array,
  other: Float32Array,
  { width }: SceneOptions,
): number {
  const [a, b] = [edges(one, width), edges(other, width)];
  const [meanA, meanB] = [mean(a), mean(b)];
  let [both, varianceA, varianceB] = [0, 0, 0];
  for (let at = 0; at < a.length; at += 1) {
    const [x, y] = [a[at]! - meanA, b[at]! - meanB];
    both += x * y;
    varianceA += x * x;
    varianceB += y * y;
  }
  return both / Math.max(Number.MIN_VALUE, Math.sqrt(varianceA * varianceB));
}

/** The square root of each pixel's contrast to its neighbours, blurred by the slack. */
function edges(grey: Float32Array, width: number): Float64Array {
  const strength = Float64Array.from(grey, (value, at) => {
    const [right, below] = [grey[at + 1] ?? value, grey[at + width] ?? value];
    const across = at % width === width - 1 ? 0 : right - value;
    return Math.sqrt(Math.hypot(across, below - value));
  });
  return strength.map((_, at) => {
    let sum = 0;
    for (let down = -slack; down <= slack; down += 1) {
      for (let across = -slack; across <= slack; across += 1)
        sum += strength[at + down * width + across] ?? 0;
    }
    return sum;
  });
}

function mean(values: Float64Array): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
