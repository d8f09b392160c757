import { readFile } from 'node:fs/promises';
import { InputError } from '@presage/core';
import * as z from 'zod';
import {
  emptyHomeIndex,
  homeFormatVersion,
  homeIndexSchema,
  type HomeIndex,
} from './home-index.ts';
import type { HomePaths } from './home-paths.ts';

const versionSchema = z.object({ version: z.number() });

/**
 * Reads `versions.json`; an empty one where there is none.
 *
 * @throws InputError `home-damaged`, `home-newer`, `home-unreadable`.
 */
export async function readHomeIndex({ index, folder }: HomePaths): Promise<HomeIndex> {
  let text: string;
  try {
    text = await readFile(index, 'utf8');
  } catch (cause) {
    const code = cause instanceof Error && 'code' in cause ? cause.code : '';
    if (code === 'ENOENT') return emptyHomeIndex;
    throw new InputError({
      code: 'home-unreadable',
      message: `the model's versions are kept in ${folder}, and ${index} cannot be read (${String(cause)}); change its permissions, or move the folder away to begin a new history`,
      cause,
      fields: { path: index },
    });
  }
  const value = parsedJson(text);
  const found = versionSchema.safeParse(value);
  if (found.success && found.data.version > homeFormatVersion) {
    throw new InputError({
      code: 'home-newer',
      message: `${index} has version ${found.data.version}, and this program reads version ${homeFormatVersion}; update Presage`,
      fields: { path: index, version: found.data.version, supported: homeFormatVersion },
    });
  }
  const parsed = homeIndexSchema.safeParse(value);
  if (parsed.success) return parsed.data;
  throw new InputError({
    code: 'home-damaged',
    message: `the history of the model's versions, ${index}, cannot be read: ${firstFault(parsed.error)}; take another copy of it, or move ${folder} away to begin a new history (the model file itself is whole without it, and the versions lie in ${folder}/versions)`,
    cause: parsed.error,
    fields: { path: index },
  });
}

function parsedJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function firstFault({ issues }: z.ZodError): string {
  const [first] = issues;
  if (!first) return 'it does not hold what it should';
  return first.path.length === 0
    ? 'it is not a history'
    : `${first.path.join('.')}: ${first.message}`;
}
