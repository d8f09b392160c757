import { existsSync } from 'node:fs';
import { defaultNetwork } from '@presage/engine';
import { buildStepModel, initialWeights, openModel, seededRandom } from '@presage/model';
import type { Check } from '../finding.ts';
import { groupTrials } from '../group-trials.ts';

/** There where NVIDIA's driver is loaded, on Linux. */
const nvidiaDriver = '/proc/driver/nvidia/version';

/** Which device really runs a step of the kind of network that presage learns, and why not the others? */
export const deviceCheck: Check = {
  name: 'Device',
  async run({ signal }) {
    const spec = defaultNetwork(16 / 9);
    const { onnx: bytes, description } = buildStepModel(
      spec,
      initialWeights(spec, seededRandom(1)),
    );
    await using model = await openModel(
      { bytes, description },
      { device: 'auto', batching: 'off', signal },
    );
    const { device, threads, tried, stepMs } = model.device;
    const groups = groupTrials(tried);
    const others = groups
      .filter(({ runs }) => !runs)
      .map(({ devices, reason }) => `; ${devices.join(', ')}: ${reason}`);
    const on = device === 'cpu' ? `${device}, ${plural(threads, 'thread')}` : device;
    const cuda = tried.find((trial) => trial.device === 'cuda');
    return {
      status: 'ok',
      summary: `a step ran on ${on}, ${Number(stepMs.toPrecision(2))} ms${others.join('')}`,
      ...(existsSync(nvidiaDriver) &&
        cuda?.reason.includes('pnpm gpu:cuda') && {
          advice: 'an NVIDIA driver is here: CUDA may be faster; see docs/devices.md',
        }),
      facts: { device, threads, tried: groups, stepMs },
    };
  },
};

function plural(count: number, word: string): string {
  return `${count} ${word}${count === 1 ? '' : 's'}`;
}
