import type { Progress, ProgressPhase, ProgressUpdate } from './progress.ts';

/**
 * Phases told apart by their labels: a new label says that the phase before is
 * done. Disposing takes away one that is not.
 */
export interface Phases extends Disposable {
  show(label: string, update: ProgressUpdate): void;
  /** The phase there is is done. */
  end(): void;
}

/** Shows work that says at each moment which phase it is in. */
export function createPhases(progress: Progress): Phases {
  let current: { readonly label: string; readonly phase: ProgressPhase } | undefined;
  function takeAway(): void {
    current?.phase[Symbol.dispose]();
    current = undefined;
  }
  function end(): void {
    current?.phase.done();
    takeAway();
  }
  return {
    show(label, update) {
      if (current?.label !== label) {
        end();
        current = { label, phase: progress.phase(label) };
      }
      current.phase.update(update);
    },
    end,
    [Symbol.dispose]: takeAway,
  };
}
