import { InputError } from '@presage/core';
import type { FrameNeeds } from '@presage/core';
import type { Footage, FootageSpan } from '@presage/train';
import type { LearnWarning } from '../learn-progress.ts';
import { greyPicture } from './grey-picture.ts';

/** A picture whose grey levels differ by less than this (standard deviation) shows nothing. */
const leastDetail = 1;
/** In the dark noise is all there is. */
const dark = { mean: 12, detail: 3 };
/** Of all frames: from the first on nothing can be learned, from the second on somebody should look. */
const share = { refused: 0.9, told: 0.1 };
/**
 * Two frames of a camera differ: by 0.01 grey levels at the least and 0.4 in the middle on an empty
 * room that a codec repeats most of. Below this, on the average over the picture, nothing was filmed.
 */
const stillDifference = 0.02;
const stillShare = { refused: 0.9, told: 0.5 };

/**
 * What black, covered or frozen footage would teach: that a broken camera is normal. Some of it is
 * told; where there is hardly anything else, learning does not begin.
 *
 * Throws InputError `footage-blank`, `footage-frozen`.
 */
export function checkFootagePictures(
  footage: Footage,
  spans: readonly FootageSpan[],
  needs: FrameNeeds,
): readonly LearnWarning[] {
  let [blank, repeated, frames, pairs] = [0, 0, 0, 0];
  for (const { start, length } of spans) {
    let before: Uint8Array | undefined;
    for (let index = start; index < start + length; index += 1) {
      const bytes = footage.frame(index);
      frames += 1;
      if (isBlank(greyPicture(bytes, needs))) blank += 1;
      if (before) {
        pairs += 1;
        if (meanDifference(before, bytes) < stillDifference) repeated += 1;
      }
      before = bytes;
    }
  }
  const blankShare = blank / Math.max(1, frames);
  if (blankShare >= share.refused) {
    throw new InputError({
      code: 'footage-blank',
      message: `nothing can be learned from a picture that shows nothing: ${percent(blankShare)} of the frames are black or of one colour. Was the camera covered, off, or in the dark? Give footage in which the scene is seen`,
      fields: { blankShare },
    });
  }
  const repeatedShare = repeated / Math.max(1, pairs);
  if (repeatedShare >= stillShare.refused) {
    throw new InputError({
      code: 'footage-frozen',
      message: `nothing can be learned from a picture that stands still: ${percent(repeatedShare)} of the frames are the one before again, which a camera's never are. Is the recording frozen? Give footage that runs`,
      fields: { repeatedShare },
    });
  }
  const warnings: LearnWarning[] = [];
  if (blankShare >= share.told) {
    warnings.push({
      code: 'footage-partly-blank',
      message: `${percent(blankShare)} of the frames are black or of one colour, and would be learned as normal; leave those parts out (presage review shows where)`,
    });
  }
  if (repeatedShare >= stillShare.told) {
    warnings.push({
      code: 'footage-partly-frozen',
      message: `${percent(repeatedShare)} of the frames are the one before again: the recording seems to have frozen; what was learned from it expects a still picture`,
    });
  }
  return warnings;
}

function meanDifference(one: Uint8Array, other: Uint8Array): number {
  let sum = 0;
  for (let at = 0; at < one.length; at += 1) sum += Math.abs(one[at]! - other[at]!);
  return sum / one.length;
}

function isBlank(grey: Float32Array): boolean {
  let [sum, squares] = [0, 0];
  for (const value of grey) {
    sum += value;
    squares += value * value;
  }
  const mean = sum / grey.length;
  const detail = Math.sqrt(Math.max(0, squares / grey.length - mean * mean));
  return detail < leastDetail || (mean < dark.mean && detail < dark.detail);
}

function percent(fraction: number): string {
  return `${Math.floor(100 * fraction)} %`;
}
