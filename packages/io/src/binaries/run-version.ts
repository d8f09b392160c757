import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import type { Binary, BinaryOrigin } from './binary.ts';
import { parseVersionLine } from './version-line.ts';

const run = promisify(execFile);
/** The oldest release, and the year of it, whose behaviour everything here was made for. */
const oldest = { major: 5, year: 2022 };

/** Runs `path -version`. Throws what `execFile` throws, or an Error where the answer is not ffmpeg's. */
export async function runVersion(path: string, origin: BinaryOrigin): Promise<Binary> {
  const { stdout } = await run(path, ['-version'], { timeout: 20_000, windowsHide: true });
  const told = parseVersionLine(stdout);
  if (!told) {
    throw new Error(`it answers -version with "${stdout.split('\n', 1)[0]?.slice(0, 80) ?? ''}"`);
  }
  const old =
    told.major === null ? told.year !== null && told.year < oldest.year : told.major < oldest.major;
  const warnings = old
    ? [
        `${path} is ${told.major === null ? `a build of ${told.year}` : `version ${told.version}`}; ` +
          'version 5 or later is faster and knows more formats: install ffmpeg, or set FFMPEG_PATH and FFPROBE_PATH.',
      ]
    : [];
  return { path, ...told, origin, warnings };
}
