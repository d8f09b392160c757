import { PassThrough } from 'node:stream';
import { stripVTControlCharacters } from 'node:util';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { createProgressBar } from './progress-bar.ts';

const hideCursor = '\x1B[?25l';
const showCursor = '\x1B[?25h';

function setUp() {
  const stream = Object.assign(new PassThrough({ encoding: 'utf8' }), {
    isTTY: true,
    columns: 100,
  });
  return {
    stream,
    progress: createProgressBar({ stream, clock: { now: () => Date.now() } }),
    drawn: () => String(stream.read() ?? ''),
  };
}

beforeEach(() => void vi.useFakeTimers({ now: 1_000_000 }));
afterEach(() => void vi.useRealTimers());

test('draws how far it is and how long it takes', () => {
  const { progress, drawn } = setUp();
  using phase = progress.phase('Learning');
  vi.advanceTimersByTime(10_000);
  phase.update({ fraction: 0.25, detail: 'step 1 of 4' });
  vi.advanceTimersByTime(200);
  expect(stripVTControlCharacters(drawn())).toContain(
    `Learning  ${'█'.repeat(6)}${'░'.repeat(18)}   25%  30 s left  step 1 of 4`,
  );
});

test('leaves neither bar, cursor setting nor timer behind', () => {
  const { progress, drawn } = setUp();
  const phase = progress.phase('Learning');
  phase.update({ fraction: 0.5 });
  phase[Symbol.dispose]();
  const all = drawn();
  expect(all.indexOf(hideCursor)).toBeGreaterThan(-1);
  expect(all.lastIndexOf(showCursor)).toBeGreaterThan(all.lastIndexOf(hideCursor));
  expect(all.endsWith('\x1B[2K')).toBe(true);
  expect(vi.getTimerCount()).toBe(0);
});

test('steps aside for another line, and comes back', () => {
  const { progress, stream, drawn } = setUp();
  using phase = progress.phase('Learning');
  phase.update({ fraction: 0.5 });
  drawn();
  progress.aside(() => stream.write('a note\n'));
  const [before, after] = drawn().split('a note\n');
  expect(before?.endsWith('\x1B[2K')).toBe(true);
  expect(after).toContain('50%');
});
