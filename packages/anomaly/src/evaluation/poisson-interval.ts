/** Probability that neither end of the interval leaves the mean outside. */
const confidence = 0.95;

/**
 * The means that a count of rare, independent happenings agrees with, 95 %, both sides alike and
 * exact (Garwood 1936): 0 gives 0 to 3.69, 4 gives 1.09 to 10.24.
 */
export function poissonInterval(count: number): readonly [low: number, high: number] {
  const tail = (1 - confidence) / 2;
  return [
    // As many or more are as rare as that.
    count === 0 ? 0 : meanWhere((mean) => cumulative(count - 1, mean) <= 1 - tail, count),
    // As few or fewer are.
    meanWhere((mean) => cumulative(count, mean) <= tail, count),
  ];
}

/** The least mean that holds; what holds for a mean holds for all greater ones. */
function meanWhere(holds: (mean: number) => boolean, count: number): number {
  let [low, high] = [0, count + 10 * Math.sqrt(count + 1)];
  for (let step = 0; step < 60; step += 1) {
    const middle = (low + high) / 2;
    if (holds(middle)) high = middle;
    else low = middle;
  }
  return high;
}

/** Probability of `count` or fewer. */
function cumulative(count: number, mean: number): number {
  let logTerm = -mean;
  let sum = Math.exp(logTerm);
  for (let k = 1; k <= count; k += 1) {
    logTerm += Math.log(mean / k);
    sum += Math.exp(logTerm);
  }
  return sum;
}
