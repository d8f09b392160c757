import { writeFile } from 'node:fs/promises';
import { availableParallelism, cpus, loadavg } from 'node:os';
import { failed, type Figure } from './figure.ts';
import { figureTable } from './figure-table.ts';
import { allBenches } from './all-benches.ts';

const [...names] = process.argv.slice(2);
const unknown = names.filter((name) => !allBenches.some((bench) => bench.name === name));
if (unknown.length > 0 || names.some((name) => name.startsWith('-'))) {
  console.error(`pnpm bench [name…]\n`);
  for (const { name, about } of allBenches) console.error(`  ${name.padEnd(18)} ${about}`);
  process.exit(2);
}

const controller = new AbortController();
process.once('SIGINT', () => controller.abort(new Error('interrupted')));

console.error(
  `${availableParallelism()} cores (${cpus()[0]?.model ?? 'unknown'}), Node ${process.version}`,
);
const [load] = loadavg();
if (load! > availableParallelism() / 2) {
  console.error(`The machine is busy (load ${load!.toFixed(1)}): the figures will mean little.`);
}
const figures: Figure[] = [];
for (const bench of allBenches) {
  if (names.length > 0 && !names.includes(bench.name)) continue;
  const say = (message: string) => console.error(`${bench.name}: ${message}`);
  say(bench.about);
  try {
    figures.push(...(await bench.run({ signal: controller.signal, say })));
  } catch (error) {
    controller.signal.throwIfAborted();
    figures.push(failed(bench.name, error));
  }
}

console.log(figureTable(figures));
await writeFile('bench.json', `${JSON.stringify(figures, undefined, 2)}\n`);
console.error('written: bench.json');
process.exitCode = figures.some(({ holds }) => holds === false) ? 1 : 0;
