import { expect, test } from 'vitest';
import { createPhases } from './phases.ts';
import type { Progress } from './progress.ts';

test('a new label says that the phase before is done; disposal only takes the last away', () => {
  const said: string[] = [];
  const progress: Progress = {
    phase: (label) => ({
      update: ({ detail }) => void said.push(`${label} ${detail}`),
      done: () => void said.push(`${label} done`),
      [Symbol.dispose]: () => void said.push(`${label} ends`),
    }),
    aside: (write) => write(),
  };
  {
    using phases = createPhases(progress);
    phases.show('Reading', { detail: '1' });
    phases.show('Reading', { detail: '2' });
    phases.show('Learning', { detail: '3' });
  }
  expect(said).toEqual([
    'Reading 1',
    'Reading 2',
    'Reading done',
    'Reading ends',
    'Learning 3',
    'Learning ends',
  ]);
});

test('an end says that the last is done', () => {
  const said: string[] = [];
  const phase = {
    update: () => {},
    done: () => void said.push('done'),
    [Symbol.dispose]: () => void said.push('ends'),
  };
  using phases = createPhases({ phase: () => phase, aside: (write) => write() });
  phases.show('Writing', {});
  phases.end();
  phases.end();
  expect(said).toEqual(['done', 'ends']);
});
