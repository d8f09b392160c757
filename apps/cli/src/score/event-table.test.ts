import { expect, test } from 'vitest';
import { eventTable } from './event-table.ts';

const event = (...zones: string[]) => ({
  start: 1,
  end: 4,
  peak: { time: 2, score: 20 },
  region: { x: 0.62, y: 0.55, width: 0.18, height: 0.35 },
  zones,
});

test('names the zones of each event where any has some', () => {
  const [heading, first, second] = eventTable([event('door', 'yard'), event()]).split('\n');
  expect(heading).toMatch(/region at the peak +zones from start to end/u);
  expect(first).toMatch(/bottom right \(x 62–80 %, y 55–90 %\) +door, yard$/u);
  expect(second).toMatch(/ –$/u);
  expect(eventTable([event()])).not.toContain('zones');
});
