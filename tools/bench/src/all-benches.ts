import type { Bench } from './bench.ts';
import { eventLoopDelay } from './benches/event-loop-delay.ts';
import { memory } from './benches/memory.ts';
import { stepOverhead } from './benches/step-overhead.ts';

/** In the order in which they run. */
export const allBenches: readonly Bench[] = [stepOverhead, eventLoopDelay, memory];
