import type { InferenceSession } from 'onnxruntime-node';
import type { Device } from './device.ts';

/** ONNX Runtime's names for devices, in `listSupportedBackends` and in session options. */
export const providerOf: Readonly<Record<Device, string>> = {
  cuda: 'cuda',
  webgpu: 'webgpu',
  directml: 'dml',
  coreml: 'coreml',
  cpu: 'cpu',
};

/**
 * How sessions are opened on a device that keeps no states. Never with `cpu` behind it in the list,
 * and only where `listSupportedBackends` names it: a provider that is not there becomes the CPU
 * without a word (onnxruntime-node 1.30.0).
 */
export function providerSessionOptions(
  device: Exclude<Device, 'cpu' | 'webgpu'>,
): InferenceSession.SessionOptions {
  return {
    executionProviders: [providerOf[device]],
    // What it keeps on the CPU by its own choice is no warning to a user, and errors are told as such.
    logSeverityLevel: 4,
    executionMode: 'sequential',
    graphOptimizationLevel: 'all',
    // DirectML takes no memory pattern.
    ...(device === 'directml' && { enableMemPattern: false }),
  };
}
