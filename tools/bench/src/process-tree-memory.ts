import { readdir, readFile } from 'node:fs/promises';

interface ProcessFacts {
  readonly id: number;
  readonly parent: number;
  readonly residentBytes: number;
}

/** Resident bytes of a process and all that descend from it. Linux only: reads `/proc`. */
export async function processTreeMemory(root: number): Promise<number> {
  const ids = (await readdir('/proc')).filter((name) => /^\d+$/u.test(name));
  const all = (await Promise.all(ids.map((id) => factsOf(Number(id))))).filter(
    (facts) => facts !== undefined,
  );
  const tree = new Set([root]);
  let sizeBefore = 0;
  while (tree.size > sizeBefore) {
    sizeBefore = tree.size;
    for (const { id, parent } of all) if (tree.has(parent)) tree.add(id);
  }
  return all.reduce((sum, { id, residentBytes }) => sum + (tree.has(id) ? residentBytes : 0), 0);
}

async function factsOf(id: number): Promise<ProcessFacts | undefined> {
  try {
    const status = await readFile(`/proc/${id}/status`, 'utf8');
    const field = (name: string) =>
      Number(new RegExp(`^${name}:\\s*(\\d+)`, 'mu').exec(status)?.[1] ?? 0);
    return { id, parent: field('PPid'), residentBytes: field('VmRSS') * 1024 };
  } catch {
    // It ended in between.
    return undefined;
  }
}
