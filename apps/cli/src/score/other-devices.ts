import type { Model } from '@presage/model';

/** Why it ran on nothing else, each reason once: `cuda, webgpu: no driver`. Empty where nothing else was tried. */
export function otherDevices({ device, tried }: Pick<Model['device'], 'device' | 'tried'>): string {
  const others = tried.filter((trial) => trial.device !== device);
  return [...Map.groupBy(others, ({ reason }) => reason)]
    .map(([reason, trials]) => `${trials.map((trial) => trial.device).join(', ')}: ${reason}`)
    .join('; ');
}
