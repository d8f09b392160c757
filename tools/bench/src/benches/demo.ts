import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempDisposable } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import type { Bench } from '../bench.ts';
import { measured, missing, type Figure } from '../figure.ts';
import { processTreeMemory } from '../process-tree-memory.ts';

const main = fileURLToPath(new URL('../../../../apps/cli/src/main.ts', import.meta.url));
const sampleMs = 200;

/** The demo, from its start to its end. */
export const demo: Bench = {
  name: 'demo',
  about: 'presage demo: time, and memory with all its children',
  async run({ signal, say }) {
    await using folder = await mkdtempDisposable(`${tmpdir()}/presage-bench-`);
    const begin = performance.now();
    const args = ['--conditions=@presage/source', main, 'demo', '--out', `${folder.path}/demo`];
    const child = spawn(process.execPath, args, { stdio: ['ignore', 'ignore', 'pipe'], signal });
    const seconds = () => (performance.now() - begin) / 1000;
    const lines: string[] = [];
    createInterface({ input: child.stderr }).on('line', (line) => {
      say(line);
      lines.push(line);
    });
    let peak = 0;
    const sampler =
      process.platform === 'linux' &&
      setInterval(() => {
        void processTreeMemory(child.pid!).then((bytes) => (peak = Math.max(peak, bytes)));
      }, sampleMs);
    try {
      await once(child, 'close');
    } finally {
      clearInterval(sampler || undefined);
    }
    if (child.exitCode !== 0) {
      throw new Error(
        `the demo ended with ${child.exitCode ?? child.signalCode}: ${lines.at(-1) ?? 'it said nothing'}`,
      );
    }
    const wall = measured({
      name: 'demo/time',
      value: seconds(),
      unit: 's',
      bar: 300,
      reference: 'from start to exit',
    });
    return [wall, memoryFigure(peak)];
  },
};

function memoryFigure(peak: number): Figure {
  const frame = { name: 'demo/memory', unit: 'GB', bar: 1.5 };
  return peak > 0
    ? measured({
        ...frame,
        value: peak / 1e9,
        reference: `peak of the resident sizes of all its processes, every ${sampleMs} ms`,
      })
    : missing({ ...frame, reference: 'no /proc on this system' });
}
