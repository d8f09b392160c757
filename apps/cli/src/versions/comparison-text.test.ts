import type { VersionComparison } from '@presage/engine';
import { expect, test } from 'vitest';
import { comparisonText } from './comparison-text.ts';

type Event = VersionComparison['onlyBefore'][number];

const region = { x: 0.1, y: 0.2, width: 0.3, height: 0.3 };
/** What the text needs of an event. */
const event = (start: number, end: number, score: number) =>
  ({ start, end, peak: { score }, region }) as unknown as Event;

test('an event that feedback shortened shows when it lasted with each version', () => {
  const text = comparisonText({
    versions: [
      { number: 1, threshold: 6, events: 2, alarmSeconds: 13 },
      { number: 3, threshold: 6, events: 1, alarmSeconds: 4 },
    ],
    both: [{ before: event(18, 29, 24.8), after: event(25, 29, 15.6) }],
    onlyBefore: [event(40, 42, 9)],
    onlyAfter: [],
  });
  expect(text).toMatch(/version 1: 2 events, 13\.0 s in all[^]*version 3: 1 event, 4\.0 s in all/u);
  expect(text).toMatch(/0:18\.0–0:29\.0 +24\.8\d* +0:25\.0–0:29\.0 +15\.6/u);
  expect(text).toMatch(/0:40\.0–0:42\.0 +9\S* +– +–/u);
  expect(text).toContain('1 of both, 1 of version 1 alone, 0 of version 3 alone');
});
