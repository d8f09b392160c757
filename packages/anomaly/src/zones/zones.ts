import { InputError } from '@presage/core';
import * as z from 'zod';
import { checkPolygon } from './check-polygon.ts';

/** The version that this package writes and reads. */
const version = 1;

const nameRule = 'must be a text of 1 to 80 characters';
const cornersRule = 'must be a list of at most 200 corners';
const cornerRule = 'must be a corner of two numbers: [x, y]';
const cornerSchema = z.tuple([z.number({ error: cornerRule }), z.number({ error: cornerRule })], {
  error: cornerRule,
});

const objectRule =
  (members: string) => (issue: { readonly code?: string; readonly keys?: unknown }) =>
    issue.code === 'unrecognized_keys' && Array.isArray(issue.keys)
      ? `takes ${members}, not ${issue.keys.join(', ')}`
      : `must have ${members}`;

/** Checks the form of {@link ZonePolygon}. */
export const polygonSchema = z.strictObject(
  {
    /** What people call it. */
    name: z
      .string({ error: nameRule })
      .trim()
      .min(1, { error: nameRule })
      .max(80, { error: nameRule }),
    /** Its corners in order, as fractions of the picture's width and height, from the top left. */
    polygon: z.array(cornerSchema, { error: cornersRule }).max(200, { error: cornersRule }),
  },
  { error: objectRule('name and polygon') },
);

const listRule = 'must be a list of at most 100';
const listSchema = z.array(polygonSchema, { error: listRule }).max(100, { error: listRule });

/** Parts of the picture, drawn by a person: plain JSON. */
export const zonesSchema = z.strictObject(
  {
    version: z.literal(version, { error: `must be ${version}` }),
    /** What lies here is left out: it never alarms. */
    masks: listSchema.default([]),
    /** What happens here is told by the zone's name. */
    zones: listSchema.default([]),
  },
  { error: objectRule('version, masks and zones') },
);

/** A named part of the picture. */
export type ZonePolygon = z.infer<typeof polygonSchema>;
/** Masks and zones of a camera; {@link parseZones} makes them. */
export type Zones = z.infer<typeof zonesSchema>;

const versionSchema = z.object({ version: z.number() });

/**
 * Checks masks and zones read from a file.
 *
 * @throws InputError `zones-newer`, `zones-damaged` where it is no such document; `zones-few-corners`,
 * `zones-outside-picture`, `zones-self-crossing`, `zones-flat` where a polygon is none that has an
 * inside in the picture; `zones-duplicate-name`.
 */
export function parseZones(value: unknown): Zones {
  const found = versionSchema.safeParse(value);
  if (found.success && found.data.version > version) {
    throw new InputError({
      code: 'zones-newer',
      message: `Masks and zones have version ${found.data.version}, this program reads version ${version}. Update Presage.`,
      fields: { version: found.data.version, supported: version },
    });
  }
  const parsed = zonesSchema.safeParse(value);
  if (!parsed.success) {
    throw new InputError({
      code: 'zones-damaged',
      message: `Masks and zones must look like {"version": 1, "masks": [{"name": "tree", "polygon": [[0.1, 0.2], [0.3, 0.2], [0.2, 0.5]]}], "zones": []}: ${faultWords(parsed.error)}.`,
      cause: parsed.error,
    });
  }
  const { masks, zones } = parsed.data;
  const seen = new Set<string>();
  for (const each of [...masks, ...zones]) {
    checkPolygon(each);
    if (seen.has(each.name)) {
      throw new InputError({
        code: 'zones-duplicate-name',
        message: `Every mask and zone needs a name of its own, and two are called "${each.name}". Rename one.`,
        fields: { name: each.name },
      });
    }
    seen.add(each.name);
  }
  return parsed.data;
}

/** What is wrong where: `version must be 1`. */
function faultWords({ issues }: z.ZodError): string {
  const words = issues.map(({ path, message }) => {
    const place = path.length === 0 ? 'the document' : z.core.toDotPath(path);
    return `${place} ${message}`;
  });
  return [...new Set(words)].join('; ');
}
