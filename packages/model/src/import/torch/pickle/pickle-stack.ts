import type { PickleValue } from './pickle-value.ts';

/** The values that a pickle works on. Each method throws RangeError where there are too few. */
export interface PickleStack {
  push(value: PickleValue): void;
  pop(): PickleValue;
  last(): PickleValue;
  popMany(count: number): PickleValue[];
  /** Everything above the last mark, and the mark. */
  popMarked(): PickleValue[];
  mark(): void;
  /** Takes the last value away, or the mark where nothing is above it. */
  drop(): void;
}

/** A container of Python takes a byte in a pickle and hundreds here. */
const mostObjects = 2_000_000;

/** An empty one. Throws RangeError where more objects are put on it than any checkpoint has. */
export function createPickleStack(): PickleStack {
  /** The values above each mark; those below all of them first. */
  const levels: PickleValue[][] = [[]];
  const top = (): PickleValue[] => levels.at(-1)!;
  let objects = 0;
  function tally(): void {
    objects += 1;
    if (objects > mostObjects) throw new RangeError(`it makes more than ${mostObjects} objects`);
  }
  return {
    push(value) {
      if (typeof value === 'object' && value !== null) tally();
      top().push(value);
    },
    pop() {
      if (top().length === 0) tooFew();
      return top().pop()!;
    },
    last() {
      if (top().length === 0) tooFew();
      return top().at(-1)!;
    },
    popMany(count) {
      if (top().length < count) tooFew();
      return top().splice(-count);
    },
    popMarked() {
      if (levels.length < 2) tooFew();
      return levels.pop()!;
    },
    mark() {
      tally();
      levels.push([]);
    },
    drop() {
      if (top().length > 0) top().pop();
      else if (levels.length > 1) levels.pop();
      else tooFew();
    },
  };
}

function tooFew(): never {
  throw new RangeError('the pickle takes more values than it has made');
}
