const exitCodes = { SIGINT: 130, SIGTERM: 143, SIGHUP: 129 } as const;

/** Signals that stop a command in an orderly way. */
export type StopSignal = keyof typeof exitCodes;

export const stopSignals = Object.keys(exitCodes) as readonly StopSignal[];

/** The reason of a command's abort signal after a {@link StopSignal}. */
export class Interrupted extends Error {
  readonly signal: StopSignal;
  /** 128 + the signal's number, as shells have it. */
  readonly exitCode: number;
  /** What to do to end at once. */
  readonly again: string;

  constructor(signal: StopSignal) {
    super(`stopped by ${signal}; nothing unfinished was kept`);
    this.name = 'Interrupted';
    this.signal = signal;
    this.exitCode = exitCodes[signal];
    this.again = signal === 'SIGINT' ? 'Ctrl-C again' : `another ${signal}`;
  }
}
