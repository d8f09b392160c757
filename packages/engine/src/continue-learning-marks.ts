import type { Mark } from './home/home-index.ts';
import type { ModelHome } from './home/model-home.ts';
import { versionChain } from './home/version-chain.ts';
import type { EventFootage } from './feedback/event-footage.ts';

/** The marks that count for a model's current version: those of the versions it came from, less those forgotten. */
export function marksOf(home: Pick<ModelHome, 'versions' | 'current' | 'marks'>): readonly Mark[] {
  const active = new Set<number>();
  for (const { origin, marks } of versionChain(home).toReversed()) {
    for (const mark of marks) {
      if (origin === 'forgotten') active.delete(mark);
      else active.add(mark);
    }
  }
  return home.marks.filter(({ id }) => active.has(id));
}

/** The clip of a mark. */
export function markFootage({ paths }: Pick<ModelHome, 'paths'>, mark: Mark): EventFootage {
  const { clip, clipStart, start, end } = mark;
  return { path: paths.normal(clip), kind: 'clip', start: clipStart, end: clipStart + end - start };
}
