import { EventEmitter } from 'node:events';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { Interrupted } from './interrupted.ts';
import { watchForInterruption } from './interruption.ts';

function setUp() {
  const ends: unknown[] = [];
  const process = Object.assign(new EventEmitter(), {
    pid: 4711,
    kill: (pid: number, signal: string) => void ends.push([pid, signal]),
  });
  process.on('exit', (code) => ends.push(code));
  return { process, ends, interruption: watchForInterruption(process) };
}

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

test.for([
  ['SIGINT', 130],
  ['SIGTERM', 143],
  ['SIGHUP', 129],
] as const)('the first %s aborts, and answers with %d', ([signal, code]) => {
  const { process, ends, interruption } = setUp();
  process.emit(signal);
  expect(interruption.signal.reason).toBeInstanceOf(Interrupted);
  expect(interruption.reason?.exitCode).toBe(code);
  expect(ends).toEqual([]);
});

test('the second leaves at once, after what cleans up at exit', () => {
  const { process, ends } = setUp();
  process.emit('SIGINT');
  process.emit('SIGINT');
  expect(ends).toEqual([130, [4711, 'SIGINT']]);
});

test('a stop that does not come to an end is cut short', () => {
  const { process, ends } = setUp();
  process.emit('SIGTERM');
  vi.advanceTimersByTime(9_999);
  expect(ends).toEqual([]);
  vi.advanceTimersByTime(1);
  expect(ends).toEqual([143, [4711, 'SIGTERM']]);
});

test('disposal takes the listeners away', () => {
  const { process, interruption } = setUp();
  interruption[Symbol.dispose]();
  expect(process.listenerCount('SIGINT') + process.listenerCount('SIGTERM')).toBe(0);
});
