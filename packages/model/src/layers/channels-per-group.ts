interface Grouped {
  /** Output channels. */
  readonly filters: number;
  readonly groups: number;
}

/** Channels that each group takes and gives. Throws RangeError where the groups are not equal. */
export function channelsPerGroup({ filters, groups }: Grouped, channels: number) {
  if (channels % groups !== 0 || filters % groups !== 0) {
    throw new RangeError(
      `${groups} groups do not divide ${channels} channels and ${filters} filters; choose a number that divides both`,
    );
  }
  return { inputs: channels / groups, outputs: filters / groups };
}
