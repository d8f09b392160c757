import type { Progress, ProgressPhase, ProgressUpdate } from './progress.ts';

/** Phases told apart by their labels: a new label ends the phase before. */
export interface Phases extends Disposable {
  show(label: string, update: ProgressUpdate): void;
  /** Ends the phase there is. */
  end(): void;
}

/** Shows work that says at each moment which phase it is in. */
export function createPhases(progress: Progress): Phases {
  let current: { readonly label: string; readonly phase: ProgressPhase } | undefined;
  function end(): void {
    current?.phase[Symbol.dispose]();
    current = undefined;
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
    [Symbol.dispose]: end,
  };
}
