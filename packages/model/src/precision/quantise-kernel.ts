/** A convolution in integers: a weight is `q · scale`, with a scale for each output channel; so is a bias. */
export interface QuantisedKernel {
  /** `[out, …]` */
  readonly weights: Int8Array;
  /** `[out]` */
  readonly biases: Int32Array;
  /** `[out]` */
  readonly scales: Float32Array;
}

/** Leaves room for what is summed up beside a bias. */
const largestBias = 2 ** 30;

/**
 * Rounds a kernel `[out, …]` to 8 bits, symmetrically: each output channel's largest weight is ±127,
 * unless its bias, one for each channel, would not fit into 32 bits then.
 */
export function quantiseKernel(kernel: Float32Array, biases: ArrayLike<number>): QuantisedKernel {
  const each = kernel.length / biases.length;
  const weights = new Int8Array(kernel.length);
  const scales = Float32Array.from(biases, (bias, channel) => {
    const own = kernel.subarray(channel * each, (channel + 1) * each);
    const largest = own.reduce((most, weight) => Math.max(most, Math.abs(weight)), 0);
    const scale = Math.fround(Math.max(largest / 127, Math.abs(bias) / largestBias)) || 1;
    own.forEach((weight, at) => (weights[channel * each + at] = Math.round(weight / scale)));
    return scale;
  });
  return {
    weights,
    scales,
    biases: Int32Array.from(biases, (bias, channel) => Math.round(bias / scales[channel]!)),
  };
}
