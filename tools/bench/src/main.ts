import { writeFile } from 'node:fs/promises';
import { availableParallelism, cpus } from 'node:os';
import { failed, type Figure } from './figure.ts';
import { busyShare } from './busy-share.ts';
import { figureTable } from './figure-table.ts';
import { allBenches } from './all-benches.ts';

const [...names] = process.argv.slice(2);
const unknown = names.filter((name) => !allBenches.some((bench) => bench.name === name));
if (unknown.length > 0 || names.some((name) => name.startsWith('-'))) {
  console.error(`pnpm bench [name…]\n`);
  for (const { name, about } of allBenches) console.error(`  ${name.padEnd(18)} ${about}`);
  process.exit(2);
}

/** Others may take this share of the processors. */
const quiet = 0.15;

const controller = new AbortController();
const { signal } = controller;
process.once('SIGINT', () => controller.abort(new Error('interrupted')));

console.error(
  `${availableParallelism()} cores (${cpus()[0]?.model ?? 'unknown'}), Node ${process.version}`,
);
const figures: Figure[] = [];
for (const bench of allBenches) {
  if (names.length > 0 && !names.includes(bench.name)) continue;
  const say = (message: string) => console.error(`${bench.name}: ${message}`);
  say(bench.about);
  try {
    const before = await busyShare(signal);
    const measuredNow = await bench.run({ signal, say });
    const busy = Math.max(before, await busyShare(signal));
    if (busy > quiet) say(`others took ${percent(busy)} of the machine: this means little`);
    figures.push(
      ...measuredNow.map((figure) => (busy > quiet ? onBusyMachine(figure, busy) : figure)),
    );
  } catch (error) {
    signal.throwIfAborted();
    figures.push(failed(bench.name, error));
  }
}

console.log(figureTable(figures));
await writeFile('bench.json', `${JSON.stringify(figures, undefined, 2)}\n`);
console.error('written: bench.json');
process.exitCode = figures.some(({ holds }) => holds === false) ? 1 : 0;

function onBusyMachine(figure: Figure, busy: number): Figure {
  return {
    ...figure,
    reference: `${figure.reference}; others took ${percent(busy)} of the machine`,
  };
}

function percent(share: number): string {
  return `${Math.round(share * 100)} %`;
}
