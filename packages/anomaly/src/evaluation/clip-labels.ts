import { InputError } from '@presage/core';
import * as z from 'zod';
import type { FrameRange } from './frame-range.ts';
import { labelledTracks, tracksSchema, type LabelledTrack } from './labelled-tracks.ts';

/** What is abnormal in a clip. */
export interface ClipLabels {
  /** How many the clip has, at its own rate. */
  readonly frames: number;
  /** In order; none overlaps another. */
  readonly abnormal: readonly FrameRange[];
  /** Where it is abnormal; absent where nobody marked it. */
  readonly tracks?: readonly LabelledTrack[];
}

const clipSchema = z.strictObject({
  frames: z.int().positive(),
  abnormal_1based_inclusive: z.array(z.tuple([z.int(), z.int()])),
  tracks: tracksSchema.optional(),
  /** Width and height in pixels that the tracks' coordinates are given in; without it they are fractions. */
  size: z.tuple([z.number().positive(), z.number().positive()]).optional(),
});

const labelsSchema = z.record(z.string(), clipSchema);

/**
 * Checks labels, as JSON gives them: an object with, for each clip's name, `{ "frames": 426,
 * "abnormal_1based_inclusive": [[1, 56], [99, 426]] }` and perhaps `tracks`, see
 * {@link LabelledTrack}. Frames are counted from 1 at the video's own rate.
 *
 * @throws InputError `labels-unreadable` where it is none of that, `labels-range` where a range is
 * reversed, leaves the clip or overlaps another, `labels-region` where a region leaves the picture,
 * stands in a frame outside every range, twice in a frame of its track, or has no area.
 */
export function parseLabels(value: unknown): ReadonlyMap<string, ClipLabels> {
  const parsed = labelsSchema.safeParse(value);
  if (parsed.success) {
    return new Map(
      Object.entries(parsed.data).map(([name, clip]) => [name, clipLabels(name, clip)]),
    );
  }
  const reason = z.prettifyError(parsed.error).replaceAll(/\s+/gu, ' ');
  throw new InputError({
    code: 'labels-unreadable',
    message: `These are no labels (${reason}); give JSON such as { "clip": { "frames": 426, "abnormal_1based_inclusive": [[1, 56]] } } for clip.avi`,
    cause: parsed.error,
  });
}

function clipLabels(name: string, clip: z.infer<typeof clipSchema>): ClipLabels {
  const { frames, tracks, size } = clip;
  const abnormal = ranges(name, clip);
  if (!tracks) return { frames, abnormal };
  return { frames, abnormal, tracks: labelledTracks(tracks, { name, abnormal, size }) };
}

function ranges(
  name: string,
  { frames, abnormal_1based_inclusive: given }: z.infer<typeof clipSchema>,
): readonly FrameRange[] {
  const refuse = (rule: string) =>
    new InputError({
      code: 'labels-range',
      message: `Labels of ${name}: ${rule}`,
      fields: { name },
    });
  const sorted = given
    .map(([first, last]): FrameRange => ({ first, last }))
    .toSorted((a, b) => a.first - b.first);
  sorted.forEach(({ first, last }, index) => {
    const range = `[${first}, ${last}]`;
    if (first > last) {
      throw refuse(`a range must end at or after its first frame, and ${range} is reversed.`);
    }
    if (first < 1 || last > frames) {
      throw refuse(
        `a range must lie within frames 1 to ${frames} of the clip, and ${range} does not.`,
      );
    }
    const next = sorted[index + 1];
    if (next && next.first <= last) {
      throw refuse(
        `ranges must not overlap, and ${range} and [${next.first}, ${next.last}] do: make them one.`,
      );
    }
  });
  return sorted;
}
