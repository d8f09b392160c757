import { bytesPerPixel, InputError } from '@presage/core';
import type { ImportedFrames } from './import-options.ts';

/** How elements 0..1 become what a network wants: `scale · x + offset`, one of each a channel. */
export interface FrameElements {
  readonly scale: Float32Array<ArrayBuffer>;
  readonly offset: Float32Array<ArrayBuffer>;
  /** The way back. */
  readonly inverse: Pick<FrameElements, 'scale' | 'offset'>;
  /** For a person: `−1 to 1`. */
  readonly text: string;
}

/**
 * What was asked for of the elements of frames; undefined where they stay 0..1.
 *
 * Throws InputError `import-frames` where that is unclear.
 */
export function frameElements(frames: ImportedFrames): FrameElements | undefined {
  const { format, range, mean, deviation } = frames;
  if (!range && mean === undefined && deviation === undefined) return undefined;
  if (range && (mean !== undefined || deviation !== undefined)) {
    throw refusal('both a range and a mean and deviation were given; give one of them');
  }
  const channels = bytesPerPixel[format];
  if (range) {
    const [low, high] = range;
    if (!Number.isFinite(low) || !Number.isFinite(high) || low === high) {
      throw refusal(`their range must be from one number to another, not ${low} to ${high}`);
    }
    return elementsFrom(
      Array.from({ length: channels }, () => [high - low, low]),
      `${low} to ${high}`,
    );
  }
  const means = perChannel('mean', mean ?? 0, channels);
  const deviations = perChannel('deviation', deviation ?? 1, channels);
  if (deviations.some((value) => value <= 0)) {
    throw refusal(`their deviation must be above 0, not ${deviations.join(', ')}`);
  }
  return elementsFrom(
    means.map((value, channel) => [1 / deviations[channel]!, -value / deviations[channel]!]),
    `0 to 1, less ${listed(mean ?? 0)}, by ${listed(deviation ?? 1)}`,
  );
}

type ScaleAndOffset = readonly [scale: number, offset: number];

function elementsFrom(channels: readonly (readonly number[])[], text: string): FrameElements {
  const pairs = channels as readonly ScaleAndOffset[];
  return {
    scale: Float32Array.from(pairs, ([scale]) => scale),
    offset: Float32Array.from(pairs, ([, offset]) => offset),
    inverse: {
      scale: Float32Array.from(pairs, ([scale]) => 1 / scale),
      offset: Float32Array.from(pairs, ([scale, offset]) => -offset / scale),
    },
    text,
  };
}

function perChannel(
  what: string,
  value: number | readonly number[],
  channels: number,
): readonly number[] {
  const values = [value].flat();
  const fits = values.length === 1 || values.length === channels;
  if (!fits || !values.every(Number.isFinite)) {
    throw refusal(
      `their ${what} must be one number${channels > 1 ? `, or ${channels}, one a channel` : ''}, not ${values.join(', ') || 'none'}`,
    );
  }
  return Array.from({ length: channels }, (_, channel) => values[channel] ?? values[0]!);
}

const listed = (value: number | readonly number[]): string => [value].flat().join(', ');

function refusal(why: string): InputError {
  return new InputError({
    code: 'import-frames',
    message: `the elements of frames cannot be scaled: ${why}`,
  });
}
