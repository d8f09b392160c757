import { InputError } from '@presage/core';
import * as z from 'zod';
import { checkPolygon } from '../zones/check-polygon.ts';
import type { Corner } from '../zones/polygon-area.ts';
import type { FrameRange } from './frame-range.ts';

/** One thing that is abnormal, and where it is in each frame in which somebody marked it. */
export interface LabelledTrack {
  readonly name: string;
  readonly regions: readonly LabelledRegion[];
}

export interface LabelledRegion {
  /** Counted from 1 at the video's own rate. */
  readonly frame: number;
  /** Corners in fractions of the picture, 0 to 1, from its upper left corner. */
  readonly polygon: readonly Corner[];
}

const frame = z.int();
const point = z.tuple([z.number(), z.number()]);
const regionSchema = z.union([
  z.strictObject({ frame, box: z.tuple([z.number(), z.number(), z.number(), z.number()]) }),
  z.strictObject({ frame, polygon: z.array(point).min(3) }),
]);

/** `box` is `[x, y, width, height]`. */
export const tracksSchema = z.array(
  z.strictObject({ name: z.string().optional(), regions: z.array(regionSchema).min(1) }),
);

/** What regions must fit. */
interface LabelledClip {
  readonly name: string;
  readonly abnormal: readonly FrameRange[];
  readonly size?: readonly [width: number, height: number] | undefined;
}

/** Tracks in fractions of the picture. Throws InputError `labels-region`. */
export function labelledTracks(
  given: z.infer<typeof tracksSchema>,
  { name: clip, abnormal, size: [width, height] = [1, 1] }: LabelledClip,
): readonly LabelledTrack[] {
  return given.map(({ name = '', regions }, index) => {
    const told = name || `track ${index + 1}`;
    const seen = new Set<number>();
    return {
      name: told,
      regions: regions.map((region): LabelledRegion => {
        const refuse = (rule: string) =>
          new InputError({
            code: 'labels-region',
            message: `Labels of ${clip}, ${told}, frame ${region.frame}: ${rule}`,
            fields: { clip, track: told, frame: region.frame },
          });
        const corners = 'box' in region ? boxCorners(region.box) : region.polygon;
        const polygon = corners.map(([x, y]): Corner => [x / width, y / height]);
        checkRegion(polygon, refuse);
        if (seen.has(region.frame))
          throw refuse('a track has one region a frame, and this is another.');
        seen.add(region.frame);
        if (!abnormal.some(({ first, last }) => first <= region.frame && region.frame <= last)) {
          throw refuse(
            'the frame lies in no abnormal range: widen a range, or leave the region out.',
          );
        }
        return { frame: region.frame, polygon };
      }),
    };
  });
}

function checkRegion(polygon: readonly Corner[], refuse: (rule: string) => InputError): void {
  try {
    checkPolygon({ name: 'the region', polygon });
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    const outside = error.code === 'zones-outside-picture';
    throw refuse(
      outside ? `${error.message} Or say "size": [width, height] of the clip.` : error.message,
    );
  }
}

function boxCorners([x, y, width, height]: readonly [
  number,
  number,
  number,
  number,
]): readonly Corner[] {
  return [
    [x, y],
    [x + width, y],
    [x + width, y + height],
    [x, y + height],
  ];
}
