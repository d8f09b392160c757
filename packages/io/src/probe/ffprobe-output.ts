import { z } from 'zod';

const seconds = z.coerce.number().finite().nonnegative().optional().catch(undefined);
/** `30000/1001`; `0/0` where unknown. */
const rate = z
  .string()
  .optional()
  .transform((text) => {
    const [over, under] = (text ?? '').split('/').map(Number);
    const value = (over ?? 0) / (under ?? 1);
    return Number.isFinite(value) && value > 0 ? value : undefined;
  });
/** Matroska keeps a stream's length in a tag: `00:01:02.345000000`. */
const clockTime = z
  .string()
  .optional()
  .transform((text) => {
    const match = /^(\d+):(\d\d):(\d\d(?:\.\d+)?)$/u.exec(text ?? '');
    return match ? Number(match[1]) * 3600 + Number(match[2]) * 60 + Number(match[3]) : undefined;
  });

const stream = z.object({
  index: z.number().int(),
  codec_type: z.string().optional(),
  codec_name: z.string().optional(),
  width: z.number().int().optional(),
  height: z.number().int().optional(),
  avg_frame_rate: rate,
  r_frame_rate: rate,
  nb_frames: z.coerce.number().int().positive().optional().catch(undefined),
  duration: seconds,
  disposition: z.object({ attached_pic: z.number().optional() }).optional(),
  tags: z
    .object({ rotate: z.coerce.number().optional().catch(undefined), DURATION: clockTime })
    .optional(),
  side_data_list: z
    .array(z.object({ rotation: z.number().optional().catch(undefined) }))
    .optional(),
});

/** What `ffprobe -print_format json -show_format -show_streams` prints. */
export const ffprobeOutput = z.object({
  format: z.object({ format_name: z.string(), duration: seconds }),
  streams: z.array(stream).default([]),
});

export type FfprobeOutput = z.infer<typeof ffprobeOutput>;
export type FfprobeStream = z.infer<typeof stream>;
