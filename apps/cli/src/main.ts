#!/usr/bin/env node
import { watchForCrash } from './frame/crash.ts';
import { watchForInterruption } from './frame/interruption.ts';

// Before anything slow is loaded: Ctrl-C counts from the first moment.
const interruption = watchForInterruption(process);
const crash = watchForCrash(process);
startWhereCalled(process.env);
const { runCli } = await import('./frame/run-cli.ts');

process.exitCode = await runCli({
  argv: process.argv.slice(2),
  stdin: process.stdin,
  stdout: process.stdout,
  stderr: process.stderr,
  environment: process.env,
  interruption,
  crash,
});
// After a crash nobody knows what still runs.
if (crash.happened) process.exit();

/** `pnpm presage` runs in the clone's root, but paths are meant from where it was typed. */
function startWhereCalled({ INIT_CWD: folder, npm_lifecycle_event: script }: NodeJS.ProcessEnv) {
  const fromSource = import.meta.url.endsWith('.ts');
  if (fromSource && script === 'presage' && folder !== undefined) process.chdir(folder);
}
