import { FatalError } from '@presage/core';

/**
 * What ONNX Runtime says when a GPU goes away beneath it: Dawn's `Device is lost`, DirectX's
 * `device removed` and `device hung`, the CUDA errors after which nothing runs any more.
 */
const words =
  /\bdevice(?:[\w\s\]'"]{0,24})\b(?:lost|removed|hung|reset)\b|\blost device\b|DXGI_ERROR_DEVICE|cudaError(?:IllegalAddress|LaunchFailure|LaunchTimeout|ECCUncorrectable|DevicesUnavailable)|CUDA failure (?:46|214|700|702|719)\b/iu;

/** FatalError `device-lost` where that is what a step failed for. */
export function deviceLost(reason: string): FatalError | undefined {
  if (!words.test(reason)) return undefined;
  return new FatalError({
    code: 'device-lost',
    message: `the GPU went away while the model was running (${reason}): its driver was reset, updated, or ran out of memory; open the model again, or with device "cpu"`,
  });
}
