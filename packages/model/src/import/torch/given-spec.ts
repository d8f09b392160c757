import { bytesPerPixel } from '@presage/core';
import { inputSchema } from '../../spec/input-spec.ts';
import { hasKey } from '../../spec/schema-by-form.ts';
import { importConflict } from '../import-conflict.ts';
import type { ImportOptions } from '../import-options.ts';
import { torchInput, type InputFacts } from './torch-input.ts';

/** A spec that was not looked at yet. */
type Unparsed = Readonly<Record<string, unknown>>;

export interface GivenSpecOptions {
  readonly given: Unparsed;
  /** What the weights say of the input. */
  readonly facts: InputFacts;
  readonly options: ImportOptions;
  readonly name: string;
}

/**
 * A spec as it was given, and what the options say of its input, its target and its warm-up: frames
 * take the place of the arrays that it has, where they are such arrays, and of `target: none`. What it
 * leaves out comes from the options and the weights.
 *
 * Throws InputError `import-option` where spec and options contradict each other; as `torchInput` does.
 */
export function givenSpec(all: GivenSpecOptions): Unparsed {
  const { given, options } = all;
  const { input, target, patchSize } = withInput(all);
  const { frames, warmUpFrames } = options;
  const written = given['warmUpFrames'] ?? (isNext({ input, target }) ? 1 : 0);
  // A draft's 0 was said of arrays. Nothing is predicted of the first frame.
  const fresh = frames?.target === 'next' && given['target'] !== 'next' && written === 0;
  return {
    ...given,
    input,
    ...(target !== undefined && { target }),
    ...(target !== 'none' && patchSize !== undefined && { patchSize }),
    warmUpFrames: warmUpFrames ?? (fresh ? 1 : written),
  };
}

function withInput(all: GivenSpecOptions): Unparsed {
  const { given, facts, options, name } = all;
  const { frames } = options;
  if (!('input' in given)) {
    const { input, ...around } = torchInput(facts, options, name);
    return { input, ...agreed(around, given, all) };
  }
  const input = inputSchema.safeParse(given['input']).data;
  // Whoever reads the whole spec says what is wrong with it.
  if (!input) return given;
  const own = 'shape' in input ? arrayFacts(input) : pictureFacts(input);
  checkSizes(own, all);
  if (!('shape' in input)) {
    if (frames && (frames.format !== input.format || frames.frameRate !== input.frameRate)) {
      throw contradiction(
        `--frames ${frames.format} at ${frames.frameRate} a second`,
        `${input.format} at ${input.frameRate}`,
        name,
      );
    }
    return { input: given['input'], ...agreed(frames ?? {}, given, all) };
  }
  if (!frames) return { target: 'none', ...given };
  const { shape: _, ...others } = options;
  const { input: pictures, ...around } = torchInput(own, others, name);
  return { input: pictures, ...agreed(around, given, all) };
}

/** Target and patch size of both, where they do not contradict each other. */
function agreed(
  asked: { readonly target?: unknown; readonly patchSize?: unknown },
  { target, patchSize }: Unparsed,
  { options: { frames }, name }: GivenSpecOptions,
): Unparsed {
  if (
    frames?.target !== undefined &&
    ![undefined, 'none', frames.target].includes(target as never)
  ) {
    throw contradiction(`--target ${frames.target}`, `the target ${JSON.stringify(target)}`, name);
  }
  const told = frames?.patchSize;
  if (told !== undefined && patchSize !== undefined && patchSize !== told) {
    throw contradiction(`--patch ${told}`, `patchSize ${JSON.stringify(patchSize)}`, name);
  }
  return {
    target: frames?.target ?? target ?? asked.target,
    patchSize: told ?? patchSize ?? asked.patchSize,
  };
}

function checkSizes(
  { channels, size = [] }: InputFacts,
  { options, name }: GivenSpecOptions,
): void {
  const shape = [channels, ...size];
  if (options.shape && options.shape.join() !== shape.join()) {
    throw contradiction(`--shape ${options.shape.join('x')}`, `[${shape.join(', ')}]`, name);
  }
  if (options.size && options.size.join() !== size.join()) {
    const told = options.size.toReversed().join('x');
    throw contradiction(`--size ${told}`, `${size.toReversed().join('x')} (width x height)`, name);
  }
}

function contradiction(flag: string, spec: string, name: string): Error {
  return importConflict(
    `${flag} contradicts the spec for ${name}, which has ${spec}; leave the one or the other out`,
    name,
  );
}

function arrayFacts({ shape, layout }: { shape: readonly number[]; layout: string }): InputFacts {
  const last = shape.length - 1;
  const isLast = layout === 'channelsLast';
  const size = isLast ? shape.slice(0, last) : shape.slice(1);
  return { channels: isLast ? shape[last] : shape[0], rank: last, size };
}

function pictureFacts(input: {
  width: number;
  height: number;
  format: 'gray8' | 'rgb24';
}): InputFacts {
  return {
    channels: bytesPerPixel[input.format],
    rank: 2,
    size: [input.height, input.width],
  };
}

/** As a spec is read: frames are compared with the next one where nothing else is said. */
function isNext({ input, target = 'next' }: Unparsed): boolean {
  return target === 'next' && !hasKey(input, 'shape');
}
