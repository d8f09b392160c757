/** Something that is known of one frame of a video. */
export interface FrameSample<T> {
  /** Counted from 0. */
  readonly frame: number;
  readonly value: T;
}

/**
 * Spreads what is known of some frames over all of them: each holds until the next. Nothing looks
 * ahead, but for frames before the first sample, which get its value. `samples` in order of frames.
 */
export function holdSamples<T>(samples: readonly FrameSample<T>[], frames: number): T[] {
  const [first] = samples;
  if (!first) return [];
  let next = 0;
  return Array.from({ length: frames }, (_, frame) => {
    while (next + 1 < samples.length && samples[next + 1]!.frame <= frame) next += 1;
    return (samples[next] ?? first).value;
  });
}
