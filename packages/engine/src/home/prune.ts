import type { HomeIndex, Version } from './home-index.ts';

/** What is left of a home, and what goes. */
export interface Pruned {
  readonly kept: HomeIndex;
  /** Versions whose files go; their lines stay. */
  readonly removed: readonly Version[];
  /** Files of the normal set that no kept version needs. */
  readonly files: readonly string[];
}

export interface PruneOptions {
  /** The last so many versions stay, and so do the first one and the current one. */
  readonly keep: number;
  readonly current: number | undefined;
}

/** Says which versions and files of a home may go. */
export function pruned(index: HomeIndex, { keep, current }: PruneOptions): Pruned {
  const there = index.versions.filter(({ pruned: gone }) => !gone);
  const last = new Set(there.slice(-keep).map(({ number }) => number));
  const stays = ({ number }: Version) => last.has(number) || number === 1 || number === current;
  const removed = there.filter((version) => !stays(version));
  const gone = new Set(removed.map(({ number }) => number));
  const versions = index.versions.map((version) =>
    gone.has(version.number) ? { ...version, pruned: true as const } : version,
  );
  const needed = new Set(
    versions.flatMap(({ observations, pruned: none }) => (none ? [] : (observations ?? []))),
  );
  const files = new Set(removed.flatMap(({ observations }) => observations ?? []));
  return {
    kept: { ...index, versions },
    removed,
    files: [...files].filter((name) => !needed.has(name)),
  };
}
