import { deviceCheck } from './checks/device-check.ts';
import { ffmpegCheck } from './checks/ffmpeg-check.ts';
import { machineCheck } from './checks/machine-check.ts';
import { nodeCheck } from './checks/node-check.ts';
import { onnxRuntimeCheck } from './checks/onnx-runtime-check.ts';
import { temporaryFolderCheck } from './checks/temporary-folder-check.ts';
import { videoCheck } from './checks/video-check.ts';
import { workerCheck } from './checks/worker-check.ts';
import type { Check } from './finding.ts';

/** What `presage doctor` looks at, in this order. */
export const allChecks: readonly Check[] = [
  nodeCheck,
  machineCheck,
  ffmpegCheck,
  videoCheck,
  workerCheck,
  onnxRuntimeCheck,
  deviceCheck,
  temporaryFolderCheck,
];
