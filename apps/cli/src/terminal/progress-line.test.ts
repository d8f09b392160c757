import { expect, test } from 'vitest';
import { progressLine } from './progress-line.ts';

const label = 'Watching lobby-camera-2026-11-23.mp4';
const update = { fraction: 0.25, detail: 'at 1:23.4' };
const at = (width: number) => progressLine({ label, update, secondsLeft: 125, width });

test('what fits is shown whole', () => {
  expect(at(120)).toBe(
    `${label}  ${'█'.repeat(6)}${'░'.repeat(18)}   25%  2 min 05 s left  at 1:23.4`,
  );
});

test.for([
  { width: 88, line: `${label}  ${'█'.repeat(6)}${'░'.repeat(18)}   25%  2 min 05 s left` },
  { width: 72, line: `${label}  ${'█'.repeat(3)}${'░'.repeat(8)}   25%  2 min 05 s left` },
  { width: 60, line: `${label}   25%  2 min 05 s left` },
  { width: 40, line: 'Watching lobby-c…   25%  2 min 05 s left' },
  { width: 24, line: ' 25%  2 min 05 s left' },
])('$width columns keep percent and time left', ({ width, line }) => {
  expect(at(width)).toBe(line);
  expect(line.length).toBeLessThanOrEqual(width);
});

test('a phase without an end is cut to its name', () => {
  const options = { label, update: { detail: '12 s of video' }, secondsLeft: undefined };
  expect(progressLine({ ...options, width: 60 })).toBe(`${label}  12 s of video`);
  expect(progressLine({ ...options, width: 40 })).toBe(label);
  expect(progressLine({ ...options, width: 20 })).toBe('Watching lobby-came…');
});
