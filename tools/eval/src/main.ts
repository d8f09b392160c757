import { availableParallelism, cpus } from 'node:os';
import { allEvaluations } from './all-evaluations.ts';

const [...names] = process.argv.slice(2);
const unknown = names.filter((name) => !allEvaluations.some((one) => one.name === name));
if (unknown.length > 0) {
  console.error(`pnpm eval [name…]\n`);
  for (const { name, about } of allEvaluations) console.error(`  ${name.padEnd(14)} ${about}`);
  process.exit(2);
}

const controller = new AbortController();
const { signal } = controller;
process.once('SIGINT', () => controller.abort(new Error('interrupted')));

console.error(
  `${availableParallelism()} cores (${cpus()[0]?.model ?? 'unknown'}), Node ${process.version}`,
);
for (const { name, about, run } of allEvaluations) {
  if (names.length > 0 && !names.includes(name)) continue;
  const say = (message: string) => console.error(`${name}: ${message}`);
  say(about);
  try {
    console.log(`## ${name}\n\n${await run({ signal, say })}\n`);
  } catch (error) {
    signal.throwIfAborted();
    process.exitCode = 1;
    console.log(
      `## ${name}\n\nfailed: ${error instanceof Error ? error.message : String(error)}\n`,
    );
  }
}
