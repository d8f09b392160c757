import { InputError } from '@presage/core';
import type { Binary, FfmpegBinaries } from './binary.ts';
import { bundledBinary } from './bundled-binary.ts';
import { findOnPath } from './find-on-path.ts';
import { runVersion } from './run-version.ts';

/** `process.env`, or a part of it. */
export type Environment = Readonly<Record<string, string | undefined>>;

const resolved = new Map<string, Promise<FfmpegBinaries>>();

/**
 * Finds ffmpeg and ffprobe: `FFMPEG_PATH` and `FFPROBE_PATH`, then the system's, then the ones
 * bundled with this package. Each is run once a process for each environment.
 *
 * @param environment Default: `process.env`.
 * @throws InputError `ffmpeg-unusable` where a path in the environment does not run (no other is
 * taken in its place), `ffmpeg-missing` where there is none at all.
 */
export function resolveFfmpeg(environment: Environment = process.env): Promise<FfmpegBinaries> {
  const key = JSON.stringify(
    ['FFMPEG_PATH', 'FFPROBE_PATH', 'PATH'].map((name) => environment[name] ?? ''),
  );
  const known = resolved.get(key);
  if (known) return known;
  const search = Promise.all([
    resolveOne('ffmpeg', environment),
    resolveOne('ffprobe', environment),
  ]).then(([ffmpeg, ffprobe]) => ({ ffmpeg, ffprobe }));
  resolved.set(key, search);
  // A path that did not run may run once the user has mended it.
  search.catch(() => resolved.delete(key));
  return search;
}

async function resolveOne(name: 'ffmpeg' | 'ffprobe', environment: Environment): Promise<Binary> {
  const variable = name === 'ffmpeg' ? 'FFMPEG_PATH' : 'FFPROBE_PATH';
  const named = environment[variable];
  if (named) {
    try {
      return await runVersion(named, 'environment');
    } catch (cause) {
      throw new InputError({
        code: 'ffmpeg-unusable',
        message: `${variable} must name a working ${name}, but "${named}" does not run (${reason(cause)}). Correct the variable or unset it.`,
        cause,
        fields: { variable, path: named },
      });
    }
  }
  const failures: string[] = [];
  for (const path of await findOnPath(name, environment)) {
    try {
      return await runVersion(path, 'system');
    } catch (error) {
      failures.push(`${path}: ${reason(error)}`);
    }
  }
  try {
    const bundled = await runVersion(await bundledBinary(name), 'bundled');
    return { ...bundled, warnings: [...failures, ...bundled.warnings] };
  } catch (cause) {
    failures.push(`bundled: ${reason(cause)}`);
    throw new InputError({
      code: 'ffmpeg-missing',
      message: `No working ${name} found (${failures.join('; ')}). Install ffmpeg, or set ${variable} to its path.`,
      cause,
    });
  }
}

function reason(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error);
  return message.split('\n', 1)[0] ?? message;
}
