import { arch, availableParallelism, cpus, freemem, platform, release, totalmem } from 'node:os';
import { formatBytes } from '../../terminal/format-bytes.ts';
import type { Check } from '../finding.ts';

/** What learning takes, in bytes. */
const enoughMemory = 1.5e9;

/** Processor and memory, as this process may use them. */
export const machineCheck: Check = {
  name: 'Machine',
  async run() {
    const processor = cpus()[0]?.model.trim() || 'unknown processor';
    const cores = availableParallelism();
    const memoryBytes = Math.min(totalmem(), process.constrainedMemory() || Infinity);
    const facts = {
      platform: platform(),
      release: release(),
      arch: arch(),
      processor,
      cores,
      memoryBytes,
      freeMemoryBytes: freemem(),
    };
    const coreWord = cores === 1 ? 'core' : 'cores';
    const summary = `${facts.platform} ${facts.arch}, ${cores} ${coreWord} (${processor}), ${formatBytes(memoryBytes)} of memory`;
    if (memoryBytes >= enoughMemory) return { status: 'ok', summary, facts };
    return {
      status: 'warning',
      summary,
      advice: `learning may need up to ${formatBytes(enoughMemory)}: close other programs, or learn on another machine`,
      facts,
    };
  },
};
