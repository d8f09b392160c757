/** A kernel in 8 bits: a weight is `q · scale`, with a scale for each output channel. */
export interface QuantisedKernel {
  /** `[out, …]` */
  readonly data: Int8Array;
  /** `[out]` */
  readonly scales: Float32Array;
}

/** Rounds a kernel `[out, …]` to 8 bits, symmetrically: each output channel's largest weight is ±127. */
export function quantiseKernel(kernel: Float32Array, outputChannels: number): QuantisedKernel {
  const each = kernel.length / outputChannels;
  const data = new Int8Array(kernel.length);
  const scales = new Float32Array(outputChannels);
  for (let channel = 0; channel < outputChannels; channel += 1) {
    const own = kernel.subarray(channel * each, (channel + 1) * each);
    const largest = own.reduce((most, weight) => Math.max(most, Math.abs(weight)), 0);
    const scale = Math.fround(largest / 127) || 1;
    scales[channel] = scale;
    own.forEach((weight, at) => (data[channel * each + at] = Math.round(weight / scale)));
  }
  return { data, scales };
}
