import { EventEmitter } from 'node:events';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { Interrupted } from './interrupted.ts';
import { watchForInterruption } from './interruption.ts';

function setUp() {
  const exits: number[] = [];
  const process = Object.assign(new EventEmitter(), { exit: (code: number) => void exits.push(code) });
  return { process, exits, interruption: watchForInterruption(process) };
}

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

test.for([
  ['SIGINT', 130],
  ['SIGTERM', 143],
  ['SIGHUP', 129],
] as const)('the first %s aborts, and answers with %d', ([signal, code]) => {
  const { process, exits, interruption } = setUp();
  process.emit(signal);
  expect(interruption.signal.reason).toBeInstanceOf(Interrupted);
  expect(interruption.reason?.exitCode).toBe(code);
  expect(exits).toEqual([]);
});

test('the second leaves at once', () => {
  const { process, exits } = setUp();
  process.emit('SIGINT');
  process.emit('SIGINT');
  expect(exits).toEqual([130]);
});

test('a stop that does not come to an end is cut short', () => {
  const { process, exits } = setUp();
  process.emit('SIGTERM');
  vi.advanceTimersByTime(9_999);
  expect(exits).toEqual([]);
  vi.advanceTimersByTime(1);
  expect(exits).toEqual([143]);
});

test('disposal takes the listeners away', () => {
  const { process, interruption } = setUp();
  interruption[Symbol.dispose]();
  expect(process.listenerCount('SIGINT') + process.listenerCount('SIGTERM')).toBe(0);
});
