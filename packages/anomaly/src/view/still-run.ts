/** How long the picture has not changed. */
export interface StillRun {
  /** Takes the next frame's change in grey levels and gives the seconds that the picture has stood still. */
  next(change: number | undefined, timestampUs: number): number;
}

/**
 * Creates the count of one stream. Changes up to `level` are none. A single larger one in a while is
 * forgiven: a frozen picture that is encoded again moves a little at every key frame.
 */
export function createStillRun(level: number): StillRun {
  /** Seconds between changes that are forgiven. */
  const forgivenEvery = 1;
  let beganUs: number | undefined;
  let forgivenUs = -Infinity;
  return {
    next(change, timestampUs) {
      const still = change !== undefined && change <= level;
      if (!still) {
        const forgiven =
          change !== undefined &&
          beganUs !== undefined &&
          timestampUs - forgivenUs > forgivenEvery * 1e6;
        forgivenUs = timestampUs;
        if (!forgiven) beganUs = undefined;
      } else {
        beganUs ??= timestampUs;
      }
      return beganUs === undefined ? 0 : Math.max(0, timestampUs - beganUs) / 1e6;
    },
  };
}
