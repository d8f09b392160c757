import { readFile } from 'node:fs/promises';
import { InputError } from '@presage/core';
import { z } from 'zod';

/** Which frames of clips are abnormal, by the clips' file names without ending. */
const labelsSchema = z.record(
  z.string(),
  z.object({
    frames: z.int().positive(),
    abnormal_1based_inclusive: z.array(z.tuple([z.int().positive(), z.int().positive()])),
  }),
);

export type ClipLabels = z.output<typeof labelsSchema>;

/**
 * Reads labels: JSON with an object for each clip, `{ "frames": 426, "abnormal_1based_inclusive":
 * [[1, 56], …] }`. Frames are counted from 1 at the video's own rate.
 *
 * Throws InputError `labels-unreadable`.
 */
export async function readLabels(path: string): Promise<ClipLabels> {
  try {
    return labelsSchema.parse(JSON.parse(await readFile(path, 'utf8')));
  } catch (cause) {
    const reason =
      cause instanceof z.ZodError
        ? z.prettifyError(cause).replaceAll(/\s+/gu, ' ')
        : cause instanceof Error
          ? cause.message
          : String(cause);
    throw new InputError({
      code: 'labels-unreadable',
      message: `${path} cannot be read as labels (${reason}); give JSON such as { "clip": { "frames": 426, "abnormal_1based_inclusive": [[1, 56]] } } for clip.avi`,
      cause,
      fields: { path },
    });
  }
}

/** Whether a moment of a clip is abnormal. `frameRate`: of the video itself. */
export function isAbnormal(
  { frames, abnormal_1based_inclusive: ranges }: ClipLabels[string],
  timestampUs: number,
  frameRate: number,
): boolean {
  const frame = Math.min(frames, Math.round((timestampUs / 1e6) * frameRate) + 1);
  return ranges.some(([first, last]) => first <= frame && frame <= last);
}
