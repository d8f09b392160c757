import type { StreamMemory } from './protocol.ts';
import type { StateTensors } from './step-device.ts';

/** One stream inside the worker: its states, and how far it is from its last reset. */
export interface RecurrentStream extends Disposable {
  readonly states: StateTensors;
  /** Counts a step that was taken; true while the stream warms up. */
  countStep(): boolean;
  /** State to zero. */
  reset(): void;
  /** A copy. */
  snapshot(): Promise<StreamMemory>;
  restore(memory: StreamMemory): void;
}

/** Creates a stream over states at zero, and owns them. */
export function createRecurrentStream(states: StateTensors, warmUpFrames: number): RecurrentStream {
  let framesSinceReset = 0;
  return {
    states,
    countStep() {
      const warmUp = framesSinceReset < warmUpFrames;
      if (warmUp) framesSinceReset += 1;
      return warmUp;
    },
    reset() {
      states.zero();
      framesSinceReset = 0;
    },
    snapshot: async () => ({ framesSinceReset, states: await states.read() }),
    restore(memory) {
      states.write(memory.states);
      ({ framesSinceReset } = memory);
    },
    [Symbol.dispose]: () => states[Symbol.dispose](),
  };
}
