import { readFile } from 'node:fs/promises';
import { InputError } from '@presage/core';
import type { ImportOptions } from '@presage/model';
import { usageError } from '../frame/usage-error.ts';
import type { ImportFlags } from './import-flags.ts';
import { splitPair } from './pair-option.ts';

/**
 * What was typed, as the model package takes it; a spec is read from its file.
 *
 * Throws a usage error where options do not go together, InputError `spec-unreadable`.
 */
export async function importOptionsFrom(flags: ImportFlags): Promise<ImportOptions> {
  const { shape, weights, gates, forgetBias, states, input, warmUp } = flags;
  const size = sizeFrom(flags);
  const frames = framesFrom(flags);
  const constants = numbersFrom('--constant', flags.constant);
  const dimensions = numbersFrom('--dimension', flags.dimension);
  return {
    ...(size && { size }),
    ...(shape && { shape }),
    ...(weights !== undefined && { stateDict: weights }),
    ...(gates !== undefined && { gates: gatesFrom(gates) }),
    ...(forgetBias !== undefined && { forgetBias }),
    ...(states && { states }),
    ...(input !== undefined && { input }),
    ...(constants && { constants }),
    ...(dimensions && { dimensions }),
    ...(frames && { frames }),
    ...(warmUp !== undefined && { warmUpFrames: warmUp }),
    ...(flags.spec !== undefined && { spec: await specFrom(flags.spec) }),
  };
}

function sizeFrom({ size, shape }: ImportFlags): readonly number[] | undefined {
  if (!size) return undefined;
  if (shape)
    throw usageError('--size and --shape both say how large the input is; give one of them');
  if (size.length !== 2) {
    throw usageError('--size takes width and height: 32x24; other maps are told with --shape');
  }
  return size.toReversed();
}

function gatesFrom(order: string): string {
  if (/^(?!.*(.).*\1)(?:[ifogc]{4}|[zurn]{2,3})$/u.test(order)) return order;
  throw usageError(
    `--gates is the order of the letters i, f, o and g of an LSTM, or of z, r and n of a GRU, not ${order}`,
  );
}

function framesFrom(flags: ImportFlags): ImportOptions['frames'] {
  const { frames: format, frameRate, target, patch, elements, mean, deviation } = flags;
  if (format === undefined) {
    const stray = {
      '--frame-rate': frameRate,
      '--target': target,
      '--patch': patch,
      '--elements': elements,
      '--mean': mean,
      '--deviation': deviation,
    };
    const [name] = Object.entries(stray).find(([, value]) => value !== undefined) ?? [];
    if (name)
      throw usageError(`${name} is about frames of video; give --frames gray8, or leave it out`);
    return undefined;
  }
  if (frameRate === undefined) {
    throw usageError('--frames needs --frame-rate: how many frames a second the model is made for');
  }
  const compares = target === 'next' || target === 'same';
  if (compares !== (patch !== undefined)) {
    throw usageError(
      '--target next or same and --patch go together: errors are averaged over patches',
    );
  }
  if (elements && (mean || deviation)) {
    throw usageError(
      '--elements, and --mean with --deviation, both say what the network takes; give one of them',
    );
  }
  return {
    format,
    frameRate,
    ...(target !== undefined && { target }),
    ...(patch !== undefined && { patchSize: patch }),
    ...(elements && { range: elements }),
    ...(mean && { mean }),
    ...(deviation && { deviation }),
  };
}

function numbersFrom(
  option: string,
  texts: readonly string[] = [],
): Readonly<Record<string, number>> | undefined {
  if (texts.length === 0) return undefined;
  return Object.fromEntries(
    texts.map((text) => {
      const pair = splitPair(text);
      const value = Number(pair?.[1]);
      if (!pair || Number.isNaN(value)) {
        throw usageError(`${option} takes a name and a number, rate=16000, not ${text}`);
      }
      return [pair[0], value];
    }),
  );
}

async function specFrom(path: string): Promise<unknown> {
  try {
    return JSON.parse(await readFile(path, 'utf8')) as unknown;
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new InputError({
      code: 'spec-unreadable',
      message: `cannot read the spec ${path}: ${reason}; give a JSON file with a network spec`,
      cause: error,
      fields: { path },
    });
  }
}
