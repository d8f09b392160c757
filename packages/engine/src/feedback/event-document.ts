import { readFile, stat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { InputError } from '@presage/core';
import * as z from 'zod';

/** The version of an event's document that is read. */
const version = 1;

/** What a report's `events/<n>/event.json` holds, as far as feedback needs it. */
const eventDocumentSchema = z.object({
  format: z.literal('presage-event'),
  version: z.literal(version),
  id: z.union([z.string(), z.number()]).transform(String),
  startSeconds: z.number(),
  endSeconds: z.number(),
  peakScore: z.number(),
  /** What its score had to reach. */
  threshold: z.number(),
  /** At its peak, in fractions of the picture. */
  region: z.object({ width: z.number(), height: z.number() }).nullish(),
  source: z.object({
    path: z.string(),
    name: z.string(),
    bytes: z.number(),
    modifiedAt: z.string(),
  }),
  model: z.object({ sha256: z.string().nullable() }).nullable(),
  clip: z.object({ file: z.string(), startSeconds: z.number(), endSeconds: z.number() }).nullable(),
});

/** An event of a report. Times are seconds of the video that it was found in. */
export interface ReportedEvent extends z.infer<typeof eventDocumentSchema> {
  /** The folder that its document lies in. */
  readonly folder: string;
}

/**
 * Reads an event of a report: `report/events/3`, or the `event.json` in it.
 *
 * @throws InputError `event-missing`, `event-damaged`, `event-newer`.
 */
export async function readReportedEvent(path: string): Promise<ReportedEvent> {
  const file = (await isFolder(path)) ? join(path, 'event.json') : path;
  const value = parsedJson(await textOf(file, path));
  const found = z.object({ version: z.number() }).safeParse(value);
  if (found.success && found.data.version > version) {
    throw new InputError({
      code: 'event-newer',
      message: `${file} has version ${found.data.version}, and this program reads version ${version}; update Presage`,
      fields: { path: file },
    });
  }
  const parsed = eventDocumentSchema.safeParse(value);
  if (!parsed.success) {
    throw new InputError({
      code: 'event-damaged',
      message: `${file} is not the event of a report (${basename(file) === 'event.json' ? 'it is damaged' : 'an event is a folder such as report/events/3'}); write the report again: presage score <video> --model <model> --out <report>`,
      cause: parsed.error,
      fields: { path: file },
    });
  }
  return { ...parsed.data, folder: dirname(file) };
}

async function isFolder(path: string): Promise<boolean> {
  const found = await stat(path).catch(() => undefined);
  return found?.isDirectory() === true;
}

async function textOf(file: string, given: string): Promise<string> {
  try {
    return await readFile(file, 'utf8');
  } catch (cause) {
    throw new InputError({
      code: 'event-missing',
      message: `there is no event ${given}; an event is a folder of a report, such as report/events/3, that presage score <video> --out report writes`,
      cause,
      fields: { path: given },
    });
  }
}

function parsedJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
