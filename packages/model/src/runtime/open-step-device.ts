import { InferenceSession } from 'onnxruntime-node';
import { createCpuStepDevice } from './cpu-step-device.ts';
import type { Device } from './device.ts';
import { providerSessionOptions } from './device-provider.ts';
import type { StepDevice, StepDeviceOptions } from './step-device.ts';

/**
 * Sets a device up, in the worker that is to use it. A device that cannot be used rejects. One that
 * holds states itself has a {@link StepDevice} of its own; every other one uses the CPU's states
 * with session options of its own.
 */
export async function openStepDevice(
  device: Device,
  options: StepDeviceOptions,
): Promise<StepDevice> {
  if (device === 'webgpu') {
    // Only here: it loads ONNX's messages, which take megabytes.
    const { createWebgpuStepDevice } = await import('./webgpu-step-device.ts');
    return createWebgpuStepDevice(options);
  }
  const cpu = createCpuStepDevice(options);
  if (device === 'cpu') return cpu;
  return {
    ...cpu,
    stateCrossesBus: true,
    open: (bytes) => InferenceSession.create(bytes, providerSessionOptions(device)),
  };
}
