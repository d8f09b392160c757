import { expect, test } from 'vitest';
import type { ReportedEvent } from './event-document.ts';
import { wideEvent } from './wide-event.ts';

const event: ReportedEvent = {
  format: 'presage-event',
  version: 1,
  id: '1',
  startSeconds: 3,
  endSeconds: 9,
  peakScore: 8,
  threshold: 5,
  region: { width: 0.3, height: 0.4 },
  source: { path: '/a.mp4', name: 'a.mp4', bytes: 1, modifiedAt: '' },
  model: null,
  clip: null,
  folder: '/events/1',
};

test('an event of some seconds at one place is what was meant', () => {
  expect(wideEvent('events/1', event)).toEqual([]);
  expect(wideEvent('events/1', { ...event, region: null })).toEqual([]);
});

test.for([
  ['a long event', { endSeconds: 28 }, 'events/1 lasts 25 s: all'],
  ['one over the picture', { region: { width: 0.9, height: 0.8 } }, 'covers 72 % of the picture'],
] as const)('%s is told', ([, change, says]) => {
  const [warning] = wideEvent('events/1', { ...event, ...change });
  expect(warning).toMatchObject({ code: 'event-wide' });
  expect(warning!.message).toContain(says);
});
