import { expect, test } from 'vitest';
import { createPhases } from './phases.ts';
import type { Progress } from './progress.ts';

test('a new label ends the phase before, and disposal the last', () => {
  const said: string[] = [];
  const progress: Progress = {
    phase: (label) => ({
      update: ({ detail }) => void said.push(`${label} ${detail}`),
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
  expect(said).toEqual(['Reading 1', 'Reading 2', 'Reading ends', 'Learning 3', 'Learning ends']);
});
