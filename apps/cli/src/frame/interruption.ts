import type { EventEmitter } from 'node:events';
import { Interrupted, stopSignals, type StopSignal } from './interrupted.ts';

/** What is needed of `process`. */
export interface StoppableProcess extends Pick<EventEmitter, 'on' | 'off' | 'emit'> {
  readonly pid: number;
  kill(pid: number, signal: StopSignal): unknown;
}

/** Turns the first stop signal into an abort. */
export interface Interruption extends Disposable {
  /** Aborts with an {@link Interrupted} as its reason. */
  readonly signal: AbortSignal;
  /** The reason, once there is one. */
  readonly reason: Interrupted | undefined;
  /**
   * Waits a moment for a signal that is on its way. Ctrl-C reaches child processes too, and the
   * complaint of one may arrive before the signal does.
   */
  settle(): Promise<void>;
}

/** How long an orderly stop may take, in milliseconds, before the process leaves anyway. */
const patienceMs = 10_000;
const settleMs = 20;

/**
 * Listens for Ctrl-C, SIGTERM and SIGHUP until disposed of. The first aborts {@link
 * Interruption.signal}; a second one, or a stop that does not come to an end within ten seconds,
 * ends the process at once, by that signal (a shell reports 130 for Ctrl-C all the same).
 */
export function watchForInterruption(process: StoppableProcess): Interruption {
  const controller = new AbortController();
  let reason: Interrupted | undefined;

  const listeners = stopSignals.map((name: StopSignal) => {
    const listener = () => {
      if (reason) {
        leave(reason);
        return;
      }
      const interrupted = new Interrupted(name);
      reason = interrupted;
      setTimeout(() => leave(interrupted), patienceMs).unref();
      controller.abort(interrupted);
    };
    process.on(name, listener);
    return { name, listener };
  });

  function stopListening(): void {
    for (const { name, listener } of listeners) process.off(name, listener);
  }

  /** Not by `process.exit`, which ends workers within a step: ONNX Runtime then aborts the process. */
  function leave({ signal, exitCode }: Interrupted): void {
    process.emit('exit', exitCode);
    stopListening();
    process.kill(process.pid, signal);
  }

  return {
    signal: controller.signal,
    get reason() {
      return reason;
    },
    settle: () => new Promise((resolve) => void setTimeout(resolve, settleMs)),
    [Symbol.dispose]: stopListening,
  };
}
