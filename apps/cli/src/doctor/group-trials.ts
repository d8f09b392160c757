import type { DeviceTrial } from '@presage/model';

/** Devices of which the same is to be said. */
export interface TrialGroup {
  readonly devices: readonly DeviceTrial['device'][];
  readonly runs: boolean;
  readonly reason: string;
}

/** Puts devices with the same reason together, in the order tried. */
export function groupTrials(tried: readonly DeviceTrial[]): TrialGroup[] {
  const groups = Map.groupBy(tried, ({ runs, reason }) => `${runs} ${reason}`);
  return [...groups.values()].map((trials) => ({
    devices: trials.map(({ device }) => device),
    runs: trials.some(({ runs }) => runs),
    reason: trials.map(({ reason }) => reason)[0] ?? '',
  }));
}
