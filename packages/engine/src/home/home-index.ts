import * as z from 'zod';

/** The version of `versions.json` that this package writes and reads. */
export const homeFormatVersion = 1;

const moment = z.iso.datetime();

/** A part of a video, and what shows that the file is still the same. */
const footageRecordSchema = z.strictObject({
  path: z.string(),
  startSeconds: z.number().nonnegative().optional(),
  durationSeconds: z.number().positive().optional(),
  bytes: z.int().nonnegative(),
  modified: moment,
});

export type FootageRecord = z.infer<typeof footageRecordSchema>;

/** How a version came to be. `replaced`: something else than this home wrote the model file. */
const origins = [
  'learned',
  'continued',
  'feedback',
  'forgotten',
  'calibrated',
  'threshold',
  'replaced',
] as const;

const versionSchema = z.strictObject({
  /** Counted from 1, in the order in which they were made. */
  number: z.int().positive(),
  made: moment,
  origin: z.enum(origins),
  /** The version that it was made from; absent where it was made from footage alone. */
  from: z.int().positive().optional(),
  /** Of the file, in hexadecimal. */
  sha256: z.string().regex(/^[0-9a-f]{64}$/u),
  bytes: z.int().positive(),
  /** What it was made from beside `from`: videos. */
  footage: z.array(footageRecordSchema),
  /** Marks that this version was the first with, or without. */
  marks: z.array(z.int().positive()),
  /** Score at which an event starts; absent where the model is not calibrated. */
  threshold: z.number().optional(),
  falseAlarmsPerDay: z.number().positive().optional(),
  /** File in `normal/` that keeps what this version's calibration was measured on. */
  observations: z.string().optional(),
  /** Its file was removed to save room. */
  pruned: z.literal(true).optional(),
});

/** A version of a model. */
export type Version = z.infer<typeof versionSchema>;

const markSchema = z.strictObject({
  /** Counted from 1; never given twice. */
  id: z.int().positive(),
  marked: moment,
  /** The event's own id. */
  event: z.string(),
  /** Name of the video that it was found in. */
  video: z.string(),
  /** When in that video, in seconds. */
  start: z.number(),
  end: z.number(),
  peakScore: z.number(),
  note: z.string().optional(),
  /** File in `normal/` that shows it. */
  clip: z.string(),
  /** Where in the clip it begins, in seconds, and how long it is. */
  clipStart: z.number().nonnegative(),
});

/** An event that was marked normal, and the clip that shows it. */
export type Mark = z.infer<typeof markSchema>;

const rollBackSchema = z.strictObject({
  at: moment,
  from: z.int().positive().optional(),
  to: z.int().positive(),
});

/** A return to an earlier version. */
export type RollBack = z.infer<typeof rollBackSchema>;

/** What `versions.json` holds. Which version is the current one, the model file itself says. */
export const homeIndexSchema = z.strictObject({
  format: z.literal('presage-home'),
  version: z.literal(homeFormatVersion),
  versions: z.array(versionSchema),
  marks: z.array(markSchema),
  rollBacks: z.array(rollBackSchema),
});

export type HomeIndex = z.infer<typeof homeIndexSchema>;

export const emptyHomeIndex: HomeIndex = {
  format: 'presage-home',
  version: homeFormatVersion,
  versions: [],
  marks: [],
  rollBacks: [],
};
