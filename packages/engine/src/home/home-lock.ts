import { mkdir, open, readFile, rm, stat } from 'node:fs/promises';
import { hostname } from 'node:os';
import { dirname } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { TransientError } from '@presage/core';
import * as z from 'zod';
import { homeUnwritable } from './write-whole.ts';

/** How often a lock is asked for that another holds. */
const pollMs = 200;

/** A lock without a name is one that is being made, for no longer than this. */
const unsignedMs = 10_000;

const holderSchema = z.object({ pid: z.int().positive(), host: z.string(), since: z.string() });

type Holder = z.infer<typeof holderSchema>;

/**
 * Keeps other processes from changing a home until it is disposed. A lock whose process is gone is
 * taken over; so is one that was left empty by a crash.
 *
 * @throws TransientError `home-busy` where another process held it for longer than `patienceMs`; InputError
 * `home-unwritable`.
 */
export async function lockHome(path: string, patienceMs = 0): Promise<AsyncDisposable> {
  const begin = performance.now();
  for (let attempt = 0; ; attempt += 1) {
    if (await taken(path)) return { [Symbol.asyncDispose]: () => rm(path, { force: true }) };
    const holder = await holderOf(path);
    if (attempt < 2 && (await isStale(path, holder))) {
      await rm(path, { force: true });
      continue;
    }
    if (performance.now() - begin < patienceMs) {
      await setTimeout(pollMs);
      continue;
    }
    throw new TransientError({
      code: 'home-busy',
      message: `another process changes the model's versions${holder ? ` (${holder.pid} on ${holder.host}, since ${holder.since})` : ''}; wait for it to end, or remove ${path} where there is none`,
      fields: { path, ...holder },
    });
  }
}

async function taken(path: string): Promise<boolean> {
  const holder: Holder = { pid: process.pid, host: hostname(), since: new Date().toISOString() };
  await mkdir(dirname(path), { recursive: true }).catch((error: unknown) => {
    throw homeUnwritable(dirname(path), error);
  });
  try {
    await using handle = await open(path, 'wx');
    await handle.writeFile(JSON.stringify(holder));
    return true;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST') return false;
    throw homeUnwritable(path, error);
  }
}

async function holderOf(path: string): Promise<Holder | undefined> {
  try {
    return holderSchema.parse(JSON.parse(await readFile(path, 'utf8')));
  } catch {
    return undefined;
  }
}

/** Whether nobody holds the lock any more: its process is gone, or died before it could say who it was. */
async function isStale(path: string, holder: Holder | undefined): Promise<boolean> {
  if (holder) return !alive(holder);
  const made = await stat(path).catch(() => undefined);
  return made === undefined || Date.now() - made.mtimeMs > unsignedMs;
}

/** Of another machine nobody here can tell. */
function alive({ pid, host }: Holder): boolean {
  if (host !== hostname()) return true;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}
