import type { ShapedNumbers } from './transposed.ts';

/** A weight that a layer must have. */
export interface ExpectedWeight {
  /** Keras' name: `recurrent_kernel`. */
  readonly name: string;
  readonly shape: readonly number[];
}

/** A layer's way from the model's root: each model, wrapper and layer passed. */
export interface LayerPlace {
  /** Name of the layer, as the configuration has it. */
  readonly name: string;
  /** What Keras 3 calls it where it stores: the class in snake case, counted within its model; `layer` in a wrapper. */
  readonly key: string;
}

/** The weights in a file. */
export interface KerasWeights {
  /**
   * A layer's weights, in the order of `expected`, which is the order that Keras makes them in.
   * Throws RangeError where one is missing or of another shape.
   */
  read(path: readonly LayerPlace[], expected: readonly ExpectedWeight[]): readonly Float32Array[];
}

/** A weight's numbers if they have the shape, or RangeError. */
export function checkedNumbers(
  { shape, values }: ShapedNumbers,
  expected: ExpectedWeight,
  path: string,
): Float32Array {
  if (shape.join() !== expected.shape.join()) {
    throw new RangeError(
      `${path} is [${shape.join(', ')}] where its configuration makes ${expected.name} [${expected.shape.join(', ')}]`,
    );
  }
  return values;
}
