import type { AnomalyEvent } from '@presage/anomaly';
import type { Injection } from './injection.ts';

/** Whether the demo did what it says Presage does. */
export interface DemoVerdict {
  readonly passed: boolean;
  /** Seconds from the injection to the alarm; absent where it was not found. */
  readonly delaySeconds?: number;
  /** Alarms that have nothing to do with the injection. */
  readonly falseAlarms: number;
  /** In words. */
  readonly reason: string;
}

/** The latest that an alarm may be raised. */
const latestSeconds = 1.5;
/** Smoothing and cool-down may make an alarm outlast its cause by this. */
const afterSeconds = 2;

/** Judges by when alarms were raised, not by when the score began to rise. */
export function judgeDemo(
  events: readonly Pick<AnomalyEvent, 'start' | 'announced' | 'end'>[],
  { start, end }: Pick<Injection, 'start' | 'end'>,
): DemoVerdict {
  const caused = events.filter(
    (event) => event.start >= start && event.start < end && event.end <= end + afterSeconds,
  );
  const falseAlarms = events.length - caused.length;
  const [first] = caused;
  if (!first) {
    return { passed: false, falseAlarms, reason: 'what was injected was not found' };
  }
  const delaySeconds = Math.round((first.announced - start) * 1000) / 1000;
  const found = `found ${delaySeconds.toFixed(1)} s after it appeared`;
  if (falseAlarms > 0) {
    return {
      passed: false,
      delaySeconds,
      falseAlarms,
      reason: `${found}, but ${falseAlarms} more alarmed`,
    };
  }
  const passed = delaySeconds <= latestSeconds;
  const reason = passed
    ? `${found}, and nothing else alarmed`
    : `${found}: later than ${latestSeconds} s`;
  return { passed, delaySeconds, falseAlarms, reason };
}
