import { availableParallelism } from 'node:os';
import { InputError } from '@presage/core';

/** What a model can run on. */
export type Device = 'cuda' | 'webgpu' | 'directml' | 'coreml' | 'cpu';

/** What became of one device. */
export interface DeviceTrial {
  readonly device: Device;
  readonly runs: boolean;
  /** Why it runs, or does not; for a person. */
  readonly reason: string;
}

/** What a model runs on, and why not on something else. */
export interface DeviceReport {
  readonly device: Device;
  /** In the order tried. */
  readonly tried: readonly DeviceTrial[];
  /** Threads that one step may use. */
  readonly threads: number;
}

/** The order in which `auto` tries devices. */
const autoOrder: readonly Device[] = ['cuda', 'webgpu', 'directml', 'coreml', 'cpu'];

/** One a core, four at most: a step of a few milliseconds has too little work to share further. */
function defaultThreads(): number {
  return Math.min(4, availableParallelism());
}

/**
 * Chooses the device. Only the CPU runs yet; a device asked for by name is never replaced.
 *
 * Throws InputError `device-unavailable`, `threads-invalid`.
 */
export function chooseDevice(wanted: Device | 'auto', threads = defaultThreads()): DeviceReport {
  if (!Number.isInteger(threads) || threads < 1) {
    throw new InputError({
      code: 'threads-invalid',
      message: `threads is a whole number from 1, not ${threads}; leave it out for one a core, four at most`,
      fields: { threads },
    });
  }
  if (wanted !== 'auto' && wanted !== 'cpu') {
    throw new InputError({
      code: 'device-unavailable',
      message: `device "${wanted}" cannot run models in this version of Presage, only "cpu" can; choose "cpu" or "auto"`,
      fields: { device: wanted },
    });
  }
  const devices = wanted === 'auto' ? autoOrder : (['cpu'] as const);
  const tried = devices.map((device) => ({
    device,
    runs: device === 'cpu',
    reason:
      device === 'cpu'
        ? 'a step ran'
        : 'not tried: this version of Presage runs models on the CPU only',
  }));
  return { device: 'cpu', tried, threads };
}
