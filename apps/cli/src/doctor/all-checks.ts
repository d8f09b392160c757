import { machineCheck } from './checks/machine-check.ts';
import { nodeCheck } from './checks/node-check.ts';
import { temporaryFolderCheck } from './checks/temporary-folder-check.ts';
import { workerCheck } from './checks/worker-check.ts';
import type { Check } from './finding.ts';

/** What `presage doctor` looks at, in this order. */
export const allChecks: readonly Check[] = [
  nodeCheck,
  machineCheck,
  workerCheck,
  temporaryFolderCheck,
];
