import type { Device, DeviceTrial } from './device.ts';
import { plainReason } from './plain-reason.ts';
import type { DeviceSpeed } from './device-speed.ts';
import type { TrialFigures } from './device-trial.ts';
import type { TrialAnswer } from './device-trial-process.ts';

/** How far a device's answer may be from the CPU's, of the largest value in the tensor. */
export const differenceAllowed = { float32: 1e-3, float16: 1e-2, int8: 1e-2 } as const;

/** What to make of a trial. */
export interface TrialTerms {
  /** The CPU is taken where it is faster. */
  readonly fasterThanCpu: boolean;
  /** See {@link differenceAllowed}. */
  readonly allowed: number;
}

/** Whether the model is to run there, and why; in words. */
export function deviceVerdict(
  device: Device,
  answer: TrialAnswer<TrialFigures | DeviceSpeed>,
  { fasterThanCpu, allowed }: TrialTerms,
): DeviceTrial {
  if ('reason' in answer) return { device, runs: false, reason: inWords(answer.reason) };
  if (!('difference' in answer.value)) return softwareDriver(device, answer.value);
  const { difference, deviceMs: stepMs, cpuMs } = answer.value;
  // Not the other way round: NaN is no number to be allowed.
  if (!(difference <= allowed)) {
    return {
      device,
      runs: false,
      reason: Number.isNaN(difference)
        ? 'wrong answer: not a number where the CPU gives one'
        : `wrong answer: off from the CPU's by ${difference.toExponential(1)} of the largest value, where ${allowed} is allowed`,
    };
  }
  if (fasterThanCpu && stepMs >= cpuMs) {
    return {
      device,
      runs: false,
      reason: `slower than the CPU: ${figure(stepMs)} a step against ${figure(cpuMs)}`,
      stepMs,
    };
  }
  return {
    device,
    runs: true,
    reason: `a step ran in ${figure(stepMs)}, on the CPU ${figure(cpuMs)}`,
    stepMs,
  };
}

/** Told without the model, which might take minutes there. */
function softwareDriver(device: Device, { deviceMs, cpuMs }: DeviceSpeed): DeviceTrial {
  return {
    device,
    runs: false,
    reason: `far slower than the CPU, as a software driver is: ${figure(deviceMs)} for a product of matrices against ${figure(cpuMs)}`,
  };
}

/** `16 ms`, `0.22 ms`. */
function figure(milliseconds: number): string {
  return `${Number(milliseconds.toPrecision(2))} ms`;
}

/** What ONNX Runtime says where there is no GPU, or no driver for it. */
const noAdapter = /failed to get a webgpu adapter/iu;
/** What it says of a GPU without 16-bit floats. */
const noHalf = /requires f16 but the device does not support it/u;
/** What the loader says where CUDA or cuDNN are not there. */
const noLibrary = /(lib[\w.-]+\.so[\w.]*): cannot open shared object file/u;

/** Why a trial failed, as a person would say it. */
export function inWords(said: string): string {
  const reason = plainReason(said);
  if (noAdapter.test(reason)) {
    return 'no GPU, or no driver for it that WebGPU can use (on Linux: Vulkan)';
  }
  if (noHalf.test(reason)) return 'this GPU does not compute in float16, as the model does';
  const library = noLibrary.exec(reason)?.[1];
  if (library) return `cannot start: ${library} is not installed on this machine`;
  return `failed: ${reason}`;
}
