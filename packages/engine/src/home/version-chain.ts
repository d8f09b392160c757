import type { Version } from './home-index.ts';
import type { ModelHome } from './model-home.ts';

/** The current version, what it was made from, what that was made from, and so on. */
export function versionChain({
  versions,
  current,
}: Pick<ModelHome, 'versions' | 'current'>): readonly Version[] {
  const chain: Version[] = [];
  for (let version = current; version;) {
    chain.push(version);
    const { from = 0, number } = version;
    // Only backwards, whatever a file says.
    version = from < number ? versions.find((other) => other.number === from) : undefined;
  }
  return chain;
}
