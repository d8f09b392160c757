import { access, constants, stat } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { InputError } from '@presage/core';

/**
 * Turns what a caller named into the path of a file that can be read.
 *
 * @throws InputError `video-source-unsupported`, `video-missing`, `video-is-directory`,
 * `video-not-a-file`, `video-empty`, `video-no-permission`
 */
export async function checkFile(source: string): Promise<string> {
  const path = pathOf(source);
  const refuse = (code: string, message: string, cause?: unknown) =>
    new InputError({ code, message, cause, fields: { source } });
  let facts;
  try {
    facts = await stat(path);
  } catch (cause) {
    const denied = errorCode(cause) === 'EACCES';
    throw denied
      ? refuse('video-no-permission', `${source} may not be read. Change its permissions.`, cause)
      : refuse('video-missing', `${source} does not exist. Check the path.`, cause);
  }
  if (facts.isDirectory()) {
    throw refuse('video-is-directory', `${source} is a folder; name a video file in it.`);
  }
  if (!facts.isFile()) throw refuse('video-not-a-file', `${source} is not a regular file.`);
  if (facts.size === 0) {
    throw refuse('video-empty', `${source} is empty (0 bytes). Record or copy it again.`);
  }
  try {
    await access(path, constants.R_OK);
  } catch (cause) {
    throw refuse(
      'video-no-permission',
      `${source} may not be read. Change its permissions.`,
      cause,
    );
  }
  return path;
}

function pathOf(source: string): string {
  if (source.startsWith('file://')) return fileURLToPath(source);
  // A name such as `concat:a` is a file; `rtsp://host` is none.
  const scheme = /^([a-z][a-z0-9+.-]+):\/\//iu.exec(source)?.[1];
  if (scheme === undefined) return source;
  throw new InputError({
    code: 'video-source-unsupported',
    message: `${source} cannot be opened: only files can, so far, not ${scheme} addresses. Record it to a file first.`,
    fields: { scheme },
  });
}

function errorCode(error: unknown): unknown {
  return error instanceof Error && 'code' in error ? error.code : undefined;
}
