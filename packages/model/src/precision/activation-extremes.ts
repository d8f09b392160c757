/** The smallest and the largest value of each channel. */
export interface ChannelExtremes {
  readonly min: Float32Array;
  readonly max: Float32Array;
}

/** What was seen going into a convolution and coming out of it. */
export interface ConvolutionExtremes {
  readonly input: ChannelExtremes;
  readonly output: ChannelExtremes;
}

/** What both lie within. */
export function joinExtremes(a: ConvolutionExtremes, b: ConvolutionExtremes): ConvolutionExtremes {
  return { input: joined(a.input, b.input), output: joined(a.output, b.output) };
}

function joined(a: ChannelExtremes, b: ChannelExtremes): ChannelExtremes {
  return {
    min: a.min.map((value, channel) => Math.min(value, b.min[channel]!)),
    max: a.max.map((value, channel) => Math.max(value, b.max[channel]!)),
  };
}
