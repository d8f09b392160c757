import { InputError } from '@presage/core';
import { elementCount } from '../../graph/value.ts';
import type { KerasLayer, KerasModel } from './keras-layer.ts';

/** As Keras has it; null where it is open. */
type OpenShape = readonly (number | null)[];

/** What a model takes at each step. */
export interface InputFrame {
  /** As Keras has it, without batch and time. */
  readonly shape: readonly number[];
  readonly time: 'sequence' | 'single';
  /** Frames in a sequence, where the file fixes that. */
  readonly sequenceLength?: number;
}

/** Layers that go over a time axis. */
const overTime = /^(ConvLSTM[123]D|LSTM|GRU|SimpleRNN|RNN|CuDNN\w+|TimeDistributed|Bidirectional)$/;

/**
 * The frame of a model's input. The axis behind the batch is time where any layer goes over time.
 *
 * Throws InputError `import-size-missing` where the file leaves sizes open that `given` does not say,
 * and RangeError where the sizes are none that a step can take, or what is given contradicts the file.
 */
export function inputFrameOf(
  model: KerasModel,
  given: OpenShape | undefined,
  file: string,
): InputFrame {
  const time = hasTime(model) ? 'sequence' : 'single';
  const { inputShape } = model;
  if (!inputShape && !given) throw missing(file, 'says nothing of its input', 'shape');
  const before = time === 'sequence' ? 2 : 1;
  const shape = filled(inputShape?.slice(before) ?? given!.map(() => null), given, file);
  if (shape.length < 1 || shape.length > 4 || elementCount(shape) > 2 ** 28) {
    throw new RangeError(
      `its input is [${inputShape?.join(', ')}]; a step takes a vector, or a map of 1 to 3 dimensions with channels`,
    );
  }
  const length = time === 'sequence' ? inputShape?.[1] : undefined;
  return { shape, time, ...(length && { sequenceLength: length }) };
}

function filled(written: OpenShape, given: OpenShape | undefined, file: string): number[] {
  const open = `leaves its input open: [${written.map((each) => each ?? '?').join(', ')}]`;
  if (given && given.length !== written.length) {
    throw new RangeError(
      `its input has ${written.length} axes with its channels, and ${given.length} are given`,
    );
  }
  return written.map((each, axis) => {
    const told = given?.[axis] ?? null;
    if (each === null && told === null) throw missing(file, open, given ? 'shape' : 'size');
    if (each !== null && told !== null && each !== told) {
      throw new RangeError(
        `its input is ${each} along axis ${axis}, not ${told}; leave the size out`,
      );
    }
    return (each ?? told)!;
  });
}

function missing(file: string, what: string, option: string): InputError {
  return new InputError({
    code: 'import-size-missing',
    message: `${file} ${what}; say the ${option} of one frame: --${option} ${option === 'size' ? '32x24' : '3x24x32'}`,
    fields: { name: file },
  });
}

function hasTime({ layers }: KerasModel): boolean {
  return layers.some(
    (layer: KerasLayer) => overTime.test(layer.type) || (layer.model && hasTime(layer.model)),
  );
}
