import { availableParallelism } from 'node:os';
import { InputError } from '@presage/core';
import type { ModelDescription } from '../file/model-description.ts';
import { deviceOrder, type Device, type DeviceReport, type DeviceTrial } from './device.ts';
import { createDeviceTrials, type DeviceTrials } from './device-trials.ts';
import { differenceAllowed } from './device-verdict.ts';
import type { TrialModel } from './device-trial.ts';

/** What a device is chosen for. */
export interface DeviceChoice extends Omit<TrialModel, 'threads'> {
  readonly precision: ModelDescription['precision'];
  /** Default: one a core, four at most. */
  readonly threads: number | undefined;
  readonly signal: AbortSignal;
}

/** One a core, four at most: a step of a few milliseconds has too little work to share further. */
function defaultThreads(): number {
  return Math.min(4, availableParallelism());
}

/** What this process has learnt about its devices. */
const trials = createDeviceTrials();

/**
 * Chooses the device: the one that is named, or with `auto` the first in {@link deviceOrder} that
 * runs this model faster than the CPU, and right. Each is tried in a process of its own, as a
 * driver may crash it; what came of it is remembered for this process. The CPU is not tried.
 *
 * Throws InputError `device-unknown` where there is none of that name, `device-unavailable` where
 * the named one does not run, `threads-invalid`; the signal's reason.
 */
export async function chooseDevice(
  wanted: Device | 'auto',
  { threads = defaultThreads(), precision, signal, ...model }: DeviceChoice,
  known: DeviceTrials = trials,
): Promise<Omit<DeviceReport, 'stepMs'>> {
  if (!Number.isInteger(threads) || threads < 1) {
    throw new InputError({
      code: 'threads-invalid',
      message: `threads is a whole number from 1, not ${threads}; leave it out for one a core, four at most`,
      fields: { threads },
    });
  }
  const byName = wanted !== 'auto';
  if (byName && !deviceOrder.includes(wanted)) throw unknown(wanted);
  const tried = await known.try(byName ? [wanted] : deviceOrder, {
    model: { ...model, threads },
    terms: { fasterThanCpu: !byName, allowed: differenceAllowed[precision] },
    signal,
  });
  const chosen = tried.find(({ runs }) => runs);
  if (!chosen) throw unavailable(wanted, tried);
  return { device: chosen.device, tried, threads };
}

function unknown(wanted: string): InputError {
  return new InputError({
    code: 'device-unknown',
    message: `device takes ${['auto', ...deviceOrder].join(', ')}, not "${wanted}"; leave it out for auto`,
    fields: { device: wanted },
  });
}

function unavailable(wanted: Device | 'auto', tried: readonly DeviceTrial[]): InputError {
  const reasons = tried.map(({ reason }) => reason).join('; ');
  return new InputError({
    code: 'device-unavailable',
    message: `device "${wanted}" was asked for and does not run this model: ${reasons}; choose "auto" or "cpu", or see what presage doctor says`,
    fields: { device: wanted },
  });
}
