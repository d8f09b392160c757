import { concat } from '../graph/operations.ts';
import type { Value } from '../graph/value.ts';

/** What the layers behind see of a recurrent layer's output at each step: all of it, or the last. */
export function framesOf(
  { returnSequences }: { readonly returnSequences: boolean },
  outputs: readonly Value[],
): Value {
  return returnSequences ? concat(outputs, 0) : outputs.at(-1)!;
}
