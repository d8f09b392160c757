import { cpus } from 'node:os';
import { setTimeout as sleep } from 'node:timers/promises';

/** Which share of the processors' time others take, 0..1: watched for a second in which we do nothing. */
export async function busyShare(signal: AbortSignal): Promise<number> {
  const before = times();
  await sleep(1000, undefined, { signal });
  const after = times();
  return 1 - (after.idle - before.idle) / (after.all - before.all);
}

function times(): { readonly idle: number; readonly all: number } {
  const each = cpus().map((cpu) => cpu.times);
  const all = each.flatMap((one) => Object.values(one)).reduce((sum, time) => sum + time, 0);
  return { idle: each.reduce((sum, { idle }) => sum + idle, 0), all };
}
